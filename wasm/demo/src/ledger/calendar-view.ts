/** The calendar: a month with what is due each day, and a list for the chosen day. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { placeAddress } from "../app/route.ts";
import { state, update, type CalendarView } from "../app/state.ts";
import { attempt } from "../app/trouble.ts";
import { count, dayText } from "../ui/text.ts";
import { openRecords } from "./actions.ts";
import { days, monthOf, weeks } from "./calendar.ts";
import type { DueTask } from "./details.ts";
import type { Ledger } from "./ledger.ts";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];
const LISTED = 200;
/** So many places are shown at once. */
const OPENED = 20;

export function calendarView(ledger: Ledger, shown: readonly number[]): TemplateResult {
  const { details } = ledger;
  if (!details) {
    return html`<p class="quiet">正在汇总，请稍候…</p>`;
  }
  if (details.tasks.length === 0) {
    return details.hasRecords ? html`<p class="quiet">没有要做的工作。</p>` : withoutRecords();
  }
  const { by } = state.calendar;
  const found = days(ledger, shown, by);
  const late = details.tasks.filter((task) => task.overdue > 0);
  const months = [...new Set([...found.keys()].map(monthOf))];
  const month = state.calendar.month ?? months.find((own) => own >= monthOf(ledger.asOf)) ?? months[months.length - 1] ?? monthOf(ledger.asOf);
  const ofMonth = [...found.keys()].filter((date) => monthOf(date) === month);
  const day = state.calendar.day ?? ofMonth.find((date) => date >= ledger.asOf) ?? ofMonth[0];
  return html`
    <div class="calendar">
      <section aria-label="日历">
        <div class="calendar-head">
          ${sorts(by)}
          ${monthChooser(month, months)}
        </div>
        ${grid(month, found, day, ledger.asOf)}
        <p class="legend"><i class="mark late"></i>逾期 <i class="mark due"></i>${by === "due" ? "到期" : "建议去"} <i class="mark today"></i>评估日期</p>
        ${late.length > 0 ? html`<p class="quiet">全部台账逾期 ${count(late.length)} 项，最早到期于 ${dayText(late.map((task) => task.due).sort()[0] ?? "", ledger.asOf)}。</p>` : nothing}
      </section>
      ${day ? dayList(ledger, day, found.get(day) ?? []) : html`<p class="quiet">这个月没有。</p>`}
    </div>
  `;
}

function withoutRecords(): TemplateResult {
  return html`<div class="empty">
    <p>没有给出工作记录，不知道哪些做过、哪些逾期。</p>
    <label class="button">放入工作记录<input class="unseen" type="file" accept=".csv,.xlsx,.xls,.ods,.json,.jsonl" @change=${(event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0];
      return file && attempt(() => openRecords(file));
    }} /></label>
    <p class="quiet">一行一次：场所编号、工作、日期、检查主体、结果。</p>
  </div>`;
}

function change(calendar: Partial<CalendarView>): void {
  update({ calendar: { ...state.calendar, ...calendar } });
}

function sorts(by: CalendarView["by"]): TemplateResult {
  const choice = (value: CalendarView["by"], label: string) =>
    html`<button aria-pressed=${by === value} @click=${() => change({ by: value, month: undefined, day: undefined })}>${label}</button>`;
  return html`<div class="switch" role="group" aria-label="按哪个日期">${choice("due", "按截止日")}${choice("suggested", "按建议日")}</div>`;
}

function monthChooser(month: string, months: readonly string[]): TemplateResult {
  const all = [...new Set([...months, month])].sort();
  const at = all.indexOf(month);
  const go = (to: string | undefined) => change({ month: to, day: undefined });
  const label = (own: string) => `${own.slice(0, 4)}年${Number(own.slice(5))}月`;
  return html`<div class="months">
    <button aria-label="上一个有事的月份" ?disabled=${at === 0} @click=${() => go(all[at - 1])}>‹</button>
    <select aria-label="月份" @change=${(event: Event) => go((event.target as HTMLSelectElement).value)}>
      ${all.map((own) => html`<option value=${own} .selected=${own === month}>${label(own)}</option>`)}
    </select>
    <button aria-label="下一个有事的月份" ?disabled=${at === all.length - 1} @click=${() => go(all[at + 1])}>›</button>
  </div>`;
}

function grid(month: string, found: ReadonlyMap<string, DueTask[]>, chosen: string | undefined, asOf: string): TemplateResult {
  const cell = (date: string | undefined) => {
    if (!date) {
      return html`<td class="outside"></td>`;
    }
    const tasks = found.get(date) ?? [];
    const late = tasks.filter((task) => task.overdue > 0).length;
    const mark = (name: string, number: number, word: string) => (number > 0 ? html`<b class=${name}><span class="unseen">${word}</span>${count(number)}<span class="unseen">项</span></b>` : nothing);
    return html`<td class=${date === asOf ? "today" : ""}>
      <button data-day=${date} aria-pressed=${date === chosen} ?disabled=${tasks.length === 0} @click=${() => change({ month, day: date })}>
        <span>${Number(date.slice(8))}<span class="unseen">日</span></span>${mark("late", late, "逾期")}${mark("due", tasks.length - late, "")}
      </button>
    </td>`;
  };
  return html`<table class="month">
    <thead><tr>${WEEKDAYS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${weeks(month).map((week) => html`<tr>${week.map(cell)}</tr>`)}</tbody>
  </table>`;
}

function dayList(ledger: Ledger, day: string, tasks: readonly DueTask[]): TemplateResult {
  const byTask = new Map<string, DueTask[]>();
  for (const task of tasks) {
    byTask.set(task.label, byTask.get(task.label) ?? []);
    byTask.get(task.label)?.push(task);
  }
  return html`<section class="day" aria-label="当天">
    <h2>${dayText(day, ledger.asOf)} <small>${count(tasks.length)} 项</small></h2>
    ${[...byTask].map(([label, own]) => html`<details ?open=${own.length <= OPENED || byTask.size === 1}>
      <summary><h3>${label}</h3> <small>${count(own.length)} 处${(own[0]?.overdue ?? 0) > 0 ? html`，<b class="late">逾期 ${own[0]?.overdue} 天</b>` : nothing}</small></summary>
      <ul>
        ${own.slice(0, LISTED).map(({ row }) => html`<li><a href=${placeAddress(row)}>${ledger.rows[row]?.name ?? ledger.rows[row]?.id}</a><span>${ledger.rows[row]?.region?.split("/").pop() ?? ""}</span></li>`)}
      </ul>
      ${own.length > LISTED ? html`<p class="quiet">还有 ${count(own.length - LISTED)} 处；可用上面的筛选缩小范围。</p>` : nothing}
    </details>`)}
  </section>`;
}
