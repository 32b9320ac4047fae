/** The page of the ledger. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { noFilters, state, update, type State } from "../app/state.ts";
import { download } from "../ui/download.ts";
import { count } from "../ui/text.ts";
import { calendarView } from "./calendar-view.ts";
import { chart } from "./chart.ts";
import { rankingCsv } from "./export.ts";
import { filtered, type Filters } from "./filter.ts";
import { intake, source } from "./intake.ts";
import type { Ledger } from "./ledger.ts";
import { placeView } from "./place.ts";
import { notices, wrongRows } from "./problems.ts";
import { ranking } from "./ranking.ts";

export function ledgerPage(): TemplateResult {
  const { ledger, route } = state;
  if (!ledger) {
    return intake();
  }
  const shown = filtered(ledger, state.filters);
  const isOpen = route.row !== undefined && ledger.rows[route.row] && !ledger.rows[route.row]?.problems;
  return html`
    <div class="ledger">
      ${head(ledger, shown)}
      ${chart(ledger, shown, (level) => change({ level }))}
      ${filters(ledger, shown)}
      ${tabs(ledger)}
      <div role="tabpanel" id="panel" aria-labelledby=${`tab-${state.tab}`}>${panel(ledger, shown)}</div>
    </div>
    ${isOpen ? placeView(ledger, route.row as number) : nothing}
  `;
}

function head(ledger: Ledger, shown: readonly number[]): TemplateResult {
  const save = () => download(`排名-${ledger.asOf}.csv`, rankingCsv(ledger, shown), "text/csv;charset=utf-8");
  return html`
    <div class="head">
      <h1>台账</h1>
      <p class="quiet">${count(ledger.order.length)} 个场所</p>
      <button class="export" @click=${save}>导出排名</button>
    </div>
    ${source()}
  `;
}

function change(filters: Partial<Filters>): void {
  update({ filters: { ...state.filters, ...filters }, sheet: 0, calendar: { ...state.calendar, day: undefined } });
}

function filters(ledger: Ledger, shown: readonly number[]): TemplateResult {
  const { region, kind, level, text } = state.filters;
  const { kinds, levels } = ledger.pack.items;
  const value = (event: Event) => (event.target as HTMLInputElement).value;
  const option = (own: string, label: string, chosen: string) => html`<option value=${own} .selected=${own === chosen}>${label}</option>`;
  const isFiltered = Object.values(state.filters).some(Boolean);
  const isShown = state.filtersShown || isFiltered;
  return html`
    <button class="filters-toggle" aria-expanded=${isShown} aria-controls="filters" @click=${() => update({ filtersShown: !isShown })}>${isShown ? "收起筛选" : "筛选"}</button>
    <form class=${isShown ? "filters open" : "filters"} id="filters" role="search" aria-label="筛选" @submit=${(event: Event) => event.preventDefault()}>
      <label class="field"><span>区域</span><select id="region" @change=${(event: Event) => change({ region: value(event) })}>
        ${option("", "全部", region)}${ledger.regions.map((path) => option(path, "　".repeat(path.split("/").length - 1) + path.split("/").pop(), region))}
      </select></label>
      <label class="field"><span>类型</span><select id="kind" @change=${(event: Event) => change({ kind: value(event) })}>
        ${option("", "全部", kind)}${kinds.filter(({ id }) => ledger.kinds.has(id)).map(({ id, label }) => option(id, label, kind))}
      </select></label>
      <label class="field"><span>风险等级</span><select id="level" @change=${(event: Event) => change({ level: value(event) })}>
        ${option("", "全部", level)}
        ${levels.map((own, index) => option(`sure:${index}`, `${own.label}（已确定）`, level))}
        ${levels.slice(1).map((own, index) => option(`open:${index + 1}`, `${own.label}，可能更重`, level))}
        ${levels.map((own, index) => option(`worst:${index}`, `最坏到${own.label}`, level))}
      </select></label>
      <label class="field text"><span>查找</span><input id="text" type="search" placeholder="名称、编号、隐患" .value=${text} @input=${(event: Event) => change({ text: value(event) })} /></label>
      ${isFiltered ? html`<p class="chosen-count"><span role="status">选出 ${count(shown.length)} 个</span> <button type="button" class="link" @click=${() => change(noFilters)}>全部显示</button></p>` : nothing}
    </form>
  `;
}

function tabs(ledger: Ledger): TemplateResult {
  const all: [State["tab"], string, number | undefined][] = [
    ["ranking", "排名", undefined],
    ["calendar", "到期日历", undefined],
    ["problems", "读不出的行", ledger.wrong.length],
    ["notices", "提示", ledger.notices.length],
  ];
  const names = all.map(([tab]) => tab);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      const tab = names[(names.indexOf(state.tab) + step + names.length) % names.length] as State["tab"];
      update({ tab });
      document.getElementById(`tab-${tab}`)?.focus();
    }
  };
  return html`<div class="tabs" role="tablist" aria-label="台账" @keydown=${move}>
    ${all.map(([tab, title, number]) => html`<button role="tab" id=${`tab-${tab}`} aria-controls="panel" aria-selected=${state.tab === tab} tabindex=${state.tab === tab ? 0 : -1} @click=${() => update({ tab })}>
      ${title}${number ? html` <b>${count(number)}</b>` : nothing}
    </button>`)}
  </div>`;
}

function panel(ledger: Ledger, shown: readonly number[]): TemplateResult {
  return { ranking: () => ranking(ledger, shown), calendar: () => calendarView(ledger, shown), problems: () => wrongRows(ledger), notices: () => notices(ledger) }[state.tab]();
}
