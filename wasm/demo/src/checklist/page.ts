/** The page of the checklist. */

import type { ChecklistResult } from "paicha/checklist";
import { html, nothing, type TemplateResult } from "lit/html.js";
import { state, update } from "../app/state.ts";
import { placeAddress } from "../app/route.ts";
import { download } from "../ui/download.ts";
import { levelChip } from "../ui/level.ts";
import { checklistReady } from "./element.ts";
import { inspectKind } from "./visit.ts";

export function checklistPage(): TemplateResult {
  const { pack, visit, asOf } = state;
  if (!pack || !checklistReady()) {
    return html`<p class="quiet">正在打开检查表…</p>`;
  }
  const { place, kind, name = "" } = visit;
  const id = place?.id ?? `${kind}-${name}`;
  return html`
    <div class="checklist">
      <h1 class="unseen">检查表</h1>
      ${place ? ofLedger() : choice()}
      ${result()}
      <paicha-checklist @paicha-finish=${finish} @paicha-change=${again} .pack=${pack} .place=${place} .kinds=${place?.kinds ?? [kind]} .asOf=${asOf} .placeId=${String(id)} .name=${place ? (place.name ?? "") : name || "未命名的场所"}></paicha-checklist>
    </div>
  `;
}

function finish(event: CustomEvent<ChecklistResult>): void {
  update({ visit: { ...state.visit, result: event.detail } });
}

/** An answer after the end takes the conclusion back. */
function again(): void {
  if (state.visit.result) {
    update({ visit: { ...state.visit, result: undefined } });
  }
}

function result(): TemplateResult | typeof nothing {
  const { pack, visit } = state;
  if (!visit.result || !pack) {
    return nothing;
  }
  const { assessment, place } = visit.result;
  const index = (id: string | undefined) => pack.items.levels.findIndex((level) => level.id === id);
  const save = () => download(`检查-${place.name ?? place.id}-${assessment.as_of}.json`, JSON.stringify(visit.result, null, 2), "application/json");
  return html`<div class="notice finished" role="status">
    <span>检查完成：${levelChip(pack.items.levels, { level: index(assessment.level), atWorst: index(assessment.level_at_worst) })}，不符合 ${assessment.failed.length} 项。</span>
    <button @click=${save}>下载检查结果（JSON）</button>
  </div>`;
}

function choice(): TemplateResult {
  const { pack, visit } = state;
  return html`<div class="which">
    <label class="field"><span>场所类型</span><select id="checklist-kind" @change=${(event: Event) => inspectKind((event.target as HTMLSelectElement).value, visit.name)}>
      ${pack?.items.kinds.map(({ id, label }) => html`<option value=${id} .selected=${id === visit.kind}>${label}</option>`)}
    </select></label>
    <label class="field"><span>名称</span><input id="checklist-name" type="text" .value=${visit.name ?? ""} @change=${(event: Event) => inspectKind(visit.kind, (event.target as HTMLInputElement).value.trim())} /></label>
    <p class="quiet">每答一项，等级随之变化。从<a href="#/ledger">台账</a>里的场所也可以直接“去检查”。</p>
  </div>`;
}

/** A visit at a place of the ledger: where it was before. */
function ofLedger(): TemplateResult {
  const { ledger, pack, visit } = state;
  const back = ledger && visit.row !== undefined ? placeAddress(visit.row) : "#/ledger";
  return html`<div class="which">
    <p><a href=${back}>‹ 回台账</a></p>
    ${visit.before && pack ? html`<p class="quiet">台账上的等级 ${levelChip(pack.items.levels, visit.before)}</p>` : nothing}
    <button class="link" @click=${() => inspectKind(visit.kind)}>换一个场所</button>
  </div>`;
}
