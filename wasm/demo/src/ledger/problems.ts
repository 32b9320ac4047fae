/** Rows that could not be read, and what was not used of the ledger, in plain words. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Problem } from "paicha";
import { count } from "../ui/text.ts";
import type { Ledger } from "./ledger.ts";

const LISTED = 300;

export function wrongRows(ledger: Ledger): TemplateResult {
  const { wrong, rows } = ledger;
  if (wrong.length === 0) {
    return html`<p class="quiet">每一行都读出来了。</p>`;
  }
  return html`
    <p class="quiet">这 ${count(wrong.length)} 行没有评估，其余各行不受影响。改好表格后重新放入即可。</p>
    <ul class="problems">
      ${wrong.slice(0, LISTED).map((index) => {
        const row = rows[index];
        return html`<li>
          <b>第 ${row?.row} 行 ${[row?.id, row?.name].filter(Boolean).join(" ")}</b>
          <ul>${row?.problems?.map(problemLine)}</ul>
        </li>`;
      })}
    </ul>
    ${wrong.length > LISTED ? html`<p class="quiet">还有 ${count(wrong.length - LISTED)} 行。</p>` : nothing}
  `;
}

export function notices(ledger: Ledger): TemplateResult {
  return ledger.notices.length === 0
    ? html`<p class="quiet">没有提示：每一列、每条记录都用上了。</p>`
    : html`<ul class="problems">${ledger.notices.slice(0, LISTED).map(problemLine)}</ul>
        ${ledger.notices.length > LISTED ? html`<p class="quiet">还有 ${count(ledger.notices.length - LISTED)} 条。</p>` : nothing}`;
}

function problemLine(problem: Problem): TemplateResult {
  const place = placeOf(problem);
  return html`<li>${place ? html`<span class="where">${place}</span>` : nothing}<span>${problem.zh}</span>${problem.help ? html`<small>${problem.help.zh}</small>` : nothing}</li>`;
}

function placeOf({ file, sheet, row, column, letter, pointer }: Problem): string {
  const cell = column ? `“${column}”${letter ? `（${letter} 列）` : "列"}` : letter ? `${letter} 列` : "";
  return [file, sheet && `工作表 ${sheet}`, row === undefined ? "" : `第 ${row} 行`, cell, pointer].filter(Boolean).join(" ");
}
