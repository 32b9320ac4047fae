/** The ranking: a page of places, worst first; a table on a desk, cards on a phone. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { placeAddress } from "../app/route.ts";
import { state, update } from "../app/state.ts";
import { levelChip } from "../ui/level.ts";
import { count, dayText, ends, percent } from "../ui/text.ts";
import { detailAt, type Detail } from "./details.ts";
import { kindLabels } from "./export.ts";
import type { Ledger } from "./ledger.ts";

const PAGE = 50;

export function ranking(ledger: Ledger, shown: readonly number[]): TemplateResult {
  if (shown.length === 0) {
    return html`<p class="quiet">没有符合条件的场所。</p>`;
  }
  const sheets = Math.ceil(shown.length / PAGE);
  const sheet = Math.min(state.sheet, sheets - 1);
  const first = sheet * PAGE;
  const { label, unit } = ledger.pack.items.score;
  return html`
    <table class="ranking" role="table">
      <caption class="unseen">场所，最差的在前</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="rank">名次</th>
          <th role="columnheader" scope="col">风险等级</th>
          <th role="columnheader" scope="col" class="number">${label ?? "风险分"}${unit ? html`<small>（${unit}）</small>` : nothing}</th>
          <th role="columnheader" scope="col">场所</th>
          <th role="columnheader" scope="col">主要不符合项</th>
          <th role="columnheader" scope="col" class="number">已知</th>
          <th role="columnheader" scope="col">下次应做</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${shown.slice(first, first + PAGE).map((row, index) => line(ledger, row, first + index + 1))}
      </tbody>
    </table>
    ${sheets > 1 ? pager(sheet, sheets) : nothing}
  `;
}

function line(ledger: Ledger, row: number, rank: number): TemplateResult {
  const { id, name, kinds, region } = ledger.rows[row] ?? { id: "", name: "", kinds: [], region: "" };
  const detail = detailAt(ledger, row);
  const { levels } = ledger.pack.items;
  return html`<tr role="row" class=${row === state.route.row ? "chosen" : ""}>
    <td role="cell" class="rank">${rank}</td>
    <td role="cell" class="of-level">${levels.length > 0 ? levelChip(levels, { level: ledger.levels[row] ?? 255, atWorst: ledger.levelsAtWorst[row] ?? 255 }) : "—"}</td>
    <td role="cell" class="number score">${ends(ledger.scores[row] ?? null, ledger.scoresAtWorst[row] ?? null)}</td>
    <td role="cell" class="place"><a href=${placeAddress(row)}>${name ?? id}</a><small>${[id, kindLabels(ledger, kinds).join("、"), region?.split("/").pop()].filter(Boolean).join(" · ")}</small></td>
    <td role="cell" class="findings">${findings(detail)}</td>
    <td role="cell" class="number known">${percent(detail.knownShare)}</td>
    <td role="cell" class="due">${due(detail, ledger.asOf)}</td>
  </tr>`;
}

function findings({ findings, failed, unknown }: Detail): TemplateResult | string {
  const more = failed - findings.length;
  if (failed === 0) {
    return html`<span class="quiet">${unknown > 0 ? `没有查出；${unknown} 项还不知道` : "没有"}</span>`;
  }
  return html`<span>${more > 0 ? html`<b>${failed} 项</b>：` : nothing}${findings.join("；")}</span>`;
}

function due({ nextDue, daysOverdue }: Detail, asOf: string): TemplateResult {
  if (!nextDue) {
    return html`<span class="quiet">${daysOverdue === null ? "未知" : "—"}</span>`;
  }
  return html`${dayText(nextDue, asOf)}${daysOverdue ? html`<small class="late">逾期 ${count(daysOverdue)} 天</small>` : nothing}`;
}

function pager(sheet: number, sheets: number): TemplateResult {
  const go = (to: number) => {
    update({ sheet: to });
    document.querySelector(".tabs")?.scrollIntoView({ block: "start" });
  };
  return html`<nav class="pager" aria-label="翻页">
    <button ?disabled=${sheet === 0} @click=${() => go(0)}>首页</button>
    <button ?disabled=${sheet === 0} @click=${() => go(sheet - 1)}>上一页</button>
    <span>第 ${sheet + 1} 页，共 ${sheets} 页</span>
    <button ?disabled=${sheet === sheets - 1} @click=${() => go(sheet + 1)}>下一页</button>
    <button ?disabled=${sheet === sheets - 1} @click=${() => go(sheets - 1)}>末页</button>
  </nav>`;
}
