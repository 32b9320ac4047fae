/** What follows from the rules as they are now: problems, the pack's own cases, places that change level. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { CaseResult, Diagnostic } from "paicha";
import { placeAddress } from "../app/route.ts";
import { state } from "../app/state.ts";
import { attempt } from "../app/trouble.ts";
import { levelChip } from "../ui/level.ts";
import { count, ends } from "../ui/text.ts";
import { COMPARED_AT_ONCE, compareNow, openFile } from "./actions.ts";
import { differenceText } from "./words.ts";
import type { Change, Comparison } from "./compare.ts";

const LISTED = 100;

export function problems(): TemplateResult {
  const { found, working } = state.rules;
  const errors = found?.diagnostics.filter(({ severity }) => severity === "error").length ?? 0;
  const warnings = (found?.diagnostics.length ?? 0) - errors;
  const summary = !found ? "正在检查…" : errors > 0 ? `${errors} 处错误` : warnings > 0 ? `没有错误，${warnings} 处提醒` : "没有问题";
  return html`<section class=${errors > 0 ? "diagnostics bad" : "diagnostics"} aria-busy=${working}>
    <h2>检查 <small role="status">${summary}</small></h2>
    <ul>${found?.diagnostics.slice(0, LISTED).map(diagnostic)}</ul>
  </section>`;
}

function diagnostic({ severity, code, message, place, help }: Diagnostic): TemplateResult {
  const said = html`<span>${message.zh}</span>${help ? html`<small>${help.zh}</small>` : nothing}`;
  const sort = severity === "error" ? "错误" : "提醒";
  return html`<li class=${severity}>
    ${place
      ? html`<button @click=${() => openFile(place.file, { line: place.line, column: place.column, length: place.length })}><b>${sort} ${place.file.split("/").slice(1).join("/")} 第 ${place.line} 行第 ${place.column} 字</b>${said}<code>${code}</code></button>`
      : html`<div><b>${sort}</b>${said}<code>${code}</code></div>`}
  </li>`;
}

export function cases(): TemplateResult {
  const { found } = state.rules;
  const report = found?.cases;
  if (!report) {
    return html`<section><h2>用例</h2><p class="quiet">${found ? "改正错误后运行。" : "…"}</p></section>`;
  }
  const { cases, passed } = report.summary;
  const failed = report.cases.filter((own) => own.differences.length > 0 || (own.problems?.length ?? 0) > 0);
  return html`<section class=${failed.length > 0 ? "cases bad" : "cases"}>
    <h2>用例 <small role="status">${cases} 个，通过 ${passed} 个${failed.length > 0 ? `，没通过 ${failed.length} 个` : ""}</small></h2>
    <ul>${failed.slice(0, LISTED).map(failedCase)}</ul>
  </section>`;
}

function failedCase({ name, file, line, differences, problems = [] }: CaseResult): TemplateResult {
  const items = state.rules.found?.pack?.items;
  return html`<li class="error"><button @click=${() => openFile(file, { line, column: 1, length: 1 })}>
    <b>${name}</b>
    ${differences.map((difference) => html`<span>${differenceText(items, difference)}</span>`)}
    ${problems.map(({ zh }) => html`<span>${zh}</span>`)}
  </button></li>`;
}

export function changes(): TemplateResult {
  const { ledger, rules } = state;
  const { comparison, found, working } = rules;
  const body = (): TemplateResult => {
    if (!ledger) {
      return html`<p class="quiet">先在<a href="#/ledger">台账</a>页放入台账，这里就列出会变级的场所。</p>`;
    }
    if (!found?.pack) {
      return html`<p class="quiet">${found ? "改正错误后比较。" : "…"}</p>`;
    }
    if (!comparison) {
      return ledger.rows.length > COMPARED_AT_ONCE || !working ? html`<p><button ?disabled=${working} @click=${() => attempt(compareNow)}>${working ? "正在比较…" : `看看台账里 ${count(ledger.order.length)} 个场所谁会变级`}</button></p>` : html`<p class="quiet">正在比较…</p>`;
    }
    return compared(comparison);
  };
  return html`<section class="changes" aria-busy=${working}><h2>变级</h2>${body()}</section>`;
}

function compared({ places, changes, worse, better, scores, unreadable }: Comparison): TemplateResult {
  return html`
    <p role="status" class="sums">比较 ${count(places)} 个场所：<b>变重 ${count(worse)}</b>，<b>变轻 ${count(better)}</b>，等级不变而分数变了 ${count(scores)}${unreadable > 0 ? `，只在一边读得出 ${count(unreadable)}` : ""}。</p>
    ${changes.length === 0 ? nothing : html`<table>
      <thead><tr><th scope="col">场所</th><th scope="col">原来</th><th scope="col">现在</th><th scope="col">分数</th></tr></thead>
      <tbody>${changes.slice(0, LISTED).map(change)}</tbody>
    </table>`}
    ${changes.length > LISTED ? html`<p class="quiet">还有 ${count(changes.length - LISTED)} 个。</p>` : nothing}
  `;
}

function change({ row, before, after, scoreBefore, scoreAfter }: Change): TemplateResult {
  const { ledger } = state;
  const levels = ledger?.pack.items.levels ?? [];
  const place = ledger?.rows[row];
  return html`<tr>
    <th scope="row"><a href=${placeAddress(row)}>${place?.name ?? place?.id}</a></th>
    <td>${levelChip(levels, before)}</td>
    <td>${levelChip(levels, after)}</td>
    <td class="number">${ends(...scoreBefore)} → ${ends(...scoreAfter)}</td>
  </tr>`;
}
