/** One place: its level and why, what failed and what to do, what to ask next, what is due. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Explanation, Question, Reason, TaskStatus } from "paicha";
import { state } from "../app/state.ts";
import { inspect } from "../checklist/visit.ts";
import { takesFocus } from "../ui/focus.ts";
import { levelChip, type Ends } from "../ui/level.ts";
import { boundsText, dayText, ends, percent, valueText } from "../ui/text.ts";
import { because } from "./because.ts";
import { kindLabels } from "./export.ts";
import type { Ledger } from "./ledger.ts";

const ASKED = 8;
const STATUS = { quoted: "读到原文", secondary: "据转述", unverified: "未核对" };
let last: { ledger: Ledger; row: number; explanation: Explanation } | undefined;

function explained(ledger: Ledger, row: number): Explanation {
  if (last?.ledger.assessed !== ledger.assessed || last.row !== row) {
    last = { ledger, row, explanation: ledger.assessed.explain(row) };
  }
  return last.explanation;
}

function close(): void {
  location.hash = "#/ledger";
}

export function placeView(ledger: Ledger, row: number): TemplateResult {
  const place = explained(ledger, row);
  const { levels, score } = ledger.pack.items;
  const own: Ends = { level: ledger.levels[row] ?? 255, atWorst: ledger.levelsAtWorst[row] ?? 255 };
  return html`
    <article class="place-view" aria-label=${place.name ?? place.id} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && close()}>
      <div class="place-head">
        <h2 tabindex="-1" ${takesFocus(row)}>${place.name ?? place.id}</h2>
        <a class="back" href="#/ledger" aria-label="关闭">✕</a>
        <p class="quiet">${[place.id, kindLabels(ledger, place.kinds).join("、"), place.region].filter(Boolean).join(" · ")}</p>
        <p class="verdict">${levels.length > 0 ? levelChip(levels, own) : nothing}
          <span class="points"><b>${ends(place.score, place.score_at_worst)}</b> ${score.unit ?? "分"}</span>
          <span class="quiet">已知 ${percent(place.known_share)}</span></p>
        <button class="primary" @click=${() => inspect(ledger, row)}>去检查</button>
      </div>
      ${because(ledger.pack.items, place, own)}
      ${failed(place)}
      ${questions(place.questions)}
      ${tasks(place.tasks ?? [], ledger.asOf)}
      ${others(ledger, place)}
    </article>
  `;
}

function failed({ failed }: Explanation): TemplateResult {
  return html`<section>
    <h3>不符合 ${failed.length} 项</h3>
    ${failed.length === 0 ? html`<p class="quiet">没有查出。</p>` : html`<ol class="reasons">${failed.map(reasonItem)}</ol>`}
  </section>`;
}

function reasonItem(reason: Reason): TemplateResult {
  const { basis } = reason;
  const because = reason.inputs.map(({ label, value }) => `${label}：${valueText(value)}`).join("；");
  return html`<li>
    <h4>${reason.finding} ${reason.grade === "major" ? html`<em class="major">重大</em>` : nothing}<small>${boundsText(reason.points)} 分</small></h4>
    <dl>
      ${because ? html`<dt>因为</dt><dd>${because}</dd>` : nothing}
      <dt>要求</dt><dd>${reason.title}</dd>
      ${basis ? html`<dt>依据</dt><dd>${basis.law}<span class="status">${STATUS[basis.status]}</span>${basis.note ? html`<small>${basis.note}</small>` : nothing}</dd>` : nothing}
      ${reason.fix ? html`<dt>整改</dt><dd>${reason.fix}</dd>` : nothing}
      ${reason.deadline ? html`<dt>期限</dt><dd>${reason.deadline}</dd>` : nothing}
      ${reason.refer_to ? html`<dt>部门</dt><dd>${reason.refer_to}</dd>` : nothing}
    </dl>
  </li>`;
}

function questions(all: readonly Question[]): TemplateResult | typeof nothing {
  if (all.length === 0) {
    return nothing;
  }
  const item = ({ question, changes_level, points }: Question) => html`<li>${question} <small>${[changes_level ? "关系等级" : "", points > 0 ? `${points} 分` : ""].filter(Boolean).join("，")}</small></li>`;
  return html`<section>
    <h3>还不知道 ${all.length} 项</h3>
    <ol class="questions">${all.slice(0, ASKED).map(item)}</ol>
    ${all.length > ASKED ? html`<details><summary>其余 ${all.length - ASKED} 项</summary><ol class="questions" start=${ASKED + 1}>${all.slice(ASKED).map(item)}</ol></details>` : nothing}
  </section>`;
}

function tasks(all: readonly TaskStatus[], asOf: string): TemplateResult | typeof nothing {
  return all.length === 0
    ? nothing
    : html`<section>
        <h3>要做的工作</h3>
        <table class="tasks">
          <thead><tr><th scope="col">工作</th><th scope="col">已做 / 应做</th><th scope="col">下次应做</th></tr></thead>
          <tbody>${all.map((task) => html`<tr><th scope="row">${task.label}</th><td>${task.done ?? "未知"} / ${ends(task.required, task.required_at_worst)}</td><td>${taskDue(task, asOf)}</td></tr>`)}</tbody>
        </table>
      </section>`;
}

function taskDue({ next_due: due, days_overdue: overdue, suggested, done }: TaskStatus, asOf: string): TemplateResult | string {
  if (!due) {
    return done === null ? "未知" : "—";
  }
  const hint = overdue ? html`<small class="late">逾期 ${overdue} 天</small>` : suggested && suggested !== due ? html`<small>建议 ${dayText(suggested, asOf)}</small>` : nothing;
  return html`${dayText(due, asOf)}${hint}`;
}

function others(ledger: Ledger, { results = {}, assumed = [], errors = [] }: Explanation): TemplateResult {
  const label = (id: string) => ledger.pack.items.results.find((result) => result.id === id)?.label ?? id;
  const value = (own: NonNullable<Explanation["results"]>[string]) =>
    own.level_label ? (own.level_label === own.level_at_worst_label ? own.level_label : `${own.level_label}…${own.level_at_worst_label}`) : ends(Number(own.value), Number(own.at_worst));
  return html`
    ${Object.keys(results).length > 0 ? html`<section><h3>其他结果</h3><dl class="because">${Object.entries(results).map(([id, own]) => html`<dt>${label(id)}</dt><dd>${value(own)}</dd>`)}</dl></section>` : nothing}
    ${assumed.length > 0 ? html`<section><h3>假定</h3><ul class="plainlist">${assumed.map((text) => html`<li>${text}</li>`)}</ul></section>` : nothing}
    ${errors.length > 0 ? html`<section><h3>算不出的</h3><ul class="plainlist">${errors.map(({ zh }) => html`<li>${zh}</li>`)}</ul></section>` : nothing}
    <p class="quiet">规则 ${state.entry?.title ?? ledger.pack.id}，评估日期 ${ledger.asOf}。</p>
  `;
}
