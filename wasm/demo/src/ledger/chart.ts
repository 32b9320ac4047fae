/** The distribution over the levels: what is certain, and what may still be worse, as two bars and a table. */

import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit/html.js";
import type { Level } from "paicha";
import { swatch } from "../ui/level.ts";
import { count } from "../ui/text.ts";
import type { Ledger } from "./ledger.ts";

interface Share {
  level: Level;
  /** Surely of this level. */
  settled: number;
  /** Of this level by what is known, perhaps worse. */
  open: number;
  /** Of this level if all that is unknown turns out worst. */
  atWorst: number;
}

export function shares(ledger: Ledger, rows: readonly number[]): Share[] {
  const shares = ledger.pack.items.levels.map((level) => ({ level, settled: 0, open: 0, atWorst: 0 }));
  for (const row of rows) {
    const share = shares[ledger.levels[row] ?? 255];
    const worst = shares[ledger.levelsAtWorst[row] ?? 255];
    if (share && worst) {
      share[share === worst ? "settled" : "open"] += 1;
      worst.atWorst += 1;
    }
  }
  return shares;
}

export function chart(ledger: Ledger, rows: readonly number[], onLevel: (filter: string) => void): TemplateResult {
  const all = shares(ledger, rows);
  const total = Math.max(1, rows.length);
  const known = all.flatMap(({ level, settled, open }) => [{ level, number: settled, isOpen: false }, { level, number: open, isOpen: true }]);
  const worst = all.map(({ level, atWorst }) => ({ level, number: atWorst, isOpen: false }));
  return html`
    <figure class="distribution" aria-label="风险等级分布">
      <div class="bars" aria-hidden="true">
        <span>已知情况</span>${bar(known, total, "hatch-known")}
        <span>未查清的全往最坏算</span>${bar(worst, total, "hatch-worst")}
      </div>
      <table class="shares">
        <caption class="unseen">各风险等级的场所数</caption>
        <thead><tr><th scope="col">风险等级</th><th scope="col">已确定</th><th scope="col">${swatchOpen()}可能更重</th><th scope="col">最坏时共</th></tr></thead>
        <tbody>${all.map((share, index) => line(share, index, onLevel))}</tbody>
      </table>
    </figure>
  `;
}

const swatchOpen = (): TemplateResult => html`<i class="swatch open plainopen"></i>`;

function line({ level, settled, open, atWorst }: Share, index: number, onLevel: (filter: string) => void): TemplateResult {
  const cell = (number: number, filter: string, what: string) =>
    number === 0 ? html`<td class="none">0</td>` : html`<td><button class="link" title=${`只看${what}`} @click=${() => onLevel(filter)}>${count(number)}</button></td>`;
  return html`<tr>
    <th scope="row">${swatch(level)}${level.label}</th>
    ${cell(settled, `sure:${index}`, `已确定是${level.label}的`)}${cell(open, `open:${index}`, `至少是${level.label}、可能更重的`)}${cell(atWorst, `worst:${index}`, `最坏会到${level.label}的`)}
  </tr>`;
}

interface Part {
  level: Level;
  number: number;
  isOpen: boolean;
}

/** Hatched where it may still be worse. */
function bar(parts: readonly Part[], total: number, name: string): TemplateResult {
  let left = 0;
  const pieces: SVGTemplateResult[] = [];
  for (const { level, number, isOpen } of parts) {
    const width = (100 * number) / total;
    const piece = (fill: string) => svg`<rect x=${`${left}%`} y="0" width=${`${width}%`} height="100%" fill=${fill}/>`;
    if (number > 0) {
      pieces.push(piece(level.color ?? "#8a9294"), ...(isOpen ? [piece(`url(#${name})`)] : []));
    }
    left += width;
  }
  return html`<svg class="bar" width="100%" height="26">
    <defs><pattern id=${name} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="8" fill="#fff" fill-opacity=".6"/></pattern></defs>
    ${pieces}
  </svg>`;
}
