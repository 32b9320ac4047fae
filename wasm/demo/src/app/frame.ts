/** What surrounds every page: the three pages to choose from, the pack, the date, troubles and progress. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { icon } from "../ui/icons.ts";
import { checklistPage } from "../checklist/page.ts";
import { ledgerPage } from "../ledger/page.ts";
import { rulesPage } from "../rules/page.ts";
import { reassess } from "../ledger/actions.ts";
import { usePack } from "./packs.ts";
import { state, update, type Route } from "./state.ts";
import { attempt } from "./trouble.ts";

const PAGES: readonly [Route["page"], string][] = [
  ["checklist", "检查表"],
  ["ledger", "台账"],
  ["rules", "改规则"],
];

export function frame(): TemplateResult {
  const body = state.pack ? { checklist: checklistPage, ledger: ledgerPage, rules: rulesPage }[state.route.page]() : html`<p class="quiet">正在打开…</p>`;
  return html`
    <a class="skip" href="#main" @click=${skip}>跳到正文</a>
    <header class="side">
      <div class="brand">${icon("brand")}<span><b>排查</b><small>街道场所检查与台账</small></span></div>
      ${choosers()}
      <nav aria-label="页面">
        ${PAGES.map(([page, title]) => html`<a href=${`#/${page}`} aria-current=${state.route.page === page ? "page" : nothing}>${icon(page)}<span>${title}</span></a>`)}
      </nav>
      <p class="promise">${icon("lock")}<span>数据只在本机，不上传${state.online ? "" : "；现在没有网络，照常可用"}</span></p>
    </header>
    <main id="main" tabindex="-1">${newer()}${trouble()}${body}</main>
    ${progress()}
  `;
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function choosers(): TemplateResult {
  const change = (event: Event) => attempt(async () => {
    await usePack((event.target as HTMLSelectElement).value);
    await reassess();
  });
  const changeDate = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (value) {
      update({ asOf: value });
      void attempt(reassess);
    }
  };
  const outside = state.pack?.warning(state.asOf || "2000-01-01");
  return html`
    <div class="choosers">
      <label class="field"><span>年度规则</span>
        <select id="pack" @change=${change}>
          ${state.packs.map((pack) => html`<option value=${pack.id} .selected=${pack.id === state.entry?.id}>${pack.title}</option>`)}
        </select>
      </label>
      <label class="field"><span>评估日期</span><input id="as-of" type="date" .value=${state.asOf} @change=${changeDate} /></label>
      ${outside ? html`<p class="caution" role="status">${outside.message.zh}</p>` : nothing}
    </div>
  `;
}

function newer(): TemplateResult | typeof nothing {
  const { newer } = state;
  return newer ? html`<p class="notice" role="status">有新版本。<button class="link" @click=${() => newer.postMessage("take over")}>更新（台账要重新放入）</button></p>` : nothing;
}

function trouble(): TemplateResult | typeof nothing {
  const { trouble } = state;
  return trouble
    ? html`<div class="trouble" role="alert"><div><b>${trouble.text}</b>${trouble.help ? html`<p>${trouble.help}</p>` : nothing}</div>
        <button class="plain" aria-label="知道了，关闭" @click=${() => update({ trouble: undefined })}>✕</button></div>`
    : nothing;
}

function progress(): TemplateResult {
  const { progress } = state;
  return html`<div class="progress" role="status" aria-live="polite" ?hidden=${!progress}>
    ${progress ? html`<span>${progress.text}</span>${progress.share === undefined ? html`<progress aria-label=${progress.text}></progress>` : html`<progress max="1" .value=${progress.share} aria-label=${progress.text}></progress>`}` : nothing}
  </div>`;
}
