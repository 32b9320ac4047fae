/** Where a ledger is put in: dropped, chosen, or one to try. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { state, update } from "../app/state.ts";
import { attempt } from "../app/trouble.ts";
import { icon } from "../ui/icons.ts";
import { closeLedger, openDropped, openLedger, openRecords, openSample } from "./actions.ts";

const ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.json,.jsonl";

/** Before there is a ledger. */
export function intake(): TemplateResult {
  return html`
    <section class="intake">
      <h1>台账</h1>
      <label class="drop">
        ${icon("drop")}
        <b>把台账拖到这里，或点这里选择</b>
        <span>CSV、XLSX、XLS、ODS、JSON。一行一个场所；工作记录可以一起放入（文件名带“记录”）。</span>
        <input class="unseen" id="places-file" type="file" multiple accept=${ACCEPT} @change=${chosen} />
      </label>
      <h2>先用示范台账试试</h2>
      <ul class="samples">
        ${state.samples.map((sample) => html`<li><button @click=${() => attempt(() => openSample(sample))}>${sample.title}</button></li>`)}
      </ul>
      <p class="quiet">台账只在这一页的内存里，关掉就没有了；不上传，也不保存。</p>
    </section>
  `;
}

function chosen(event: Event): void {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])];
  input.value = "";
  if (files.length > 0) {
    void attempt(() => openDropped(files));
  }
}

/** With a ledger: what was read, and how it may be read otherwise. */
export function source(): TemplateResult {
  const { files, ledger } = state;
  if (!files || !ledger) {
    return html``;
  }
  const reread = (change: Partial<typeof files>) => attempt(() => openLedger({ ...files, ...change }));
  const value = (event: Event) => (event.target as HTMLInputElement).value || undefined;
  const { sheet, sheets } = ledger.assessed;
  return html`
    <details class="source">
      <summary><b>${files.places.name}</b>${sheet ? `，工作表 ${sheet}` : ""}${files.records ? `；记录 ${files.records.name}` : "；没有工作记录"}；<span id="timing">用时 ${(ledger.milliseconds / 1000).toFixed(2)} 秒</span></summary>
      <div class="fields">
        ${sheets.length > 1 ? html`<label class="field"><span>工作表</span><select @change=${(event: Event) => reread({ places: { ...files.places, sheet: value(event) } })}>
          ${sheets.map((name) => html`<option .selected=${name === sheet}>${name}</option>`)}
        </select></label>` : nothing}
        <label class="field"><span>没写类型的行按</span><select @change=${(event: Event) => reread({ defaultKind: value(event) })}>
          <option value="">不评估</option>
          ${ledger.pack.items.kinds.map((kind) => html`<option value=${kind.id} .selected=${kind.id === files.defaultKind}>${kind.label}</option>`)}
        </select></label>
        ${files.records ? html`<label class="field"><span>记录自哪天起完整</span><input type="date" .value=${files.recordsFrom ?? ""} @change=${(event: Event) => reread({ recordsFrom: value(event) })} /></label>` : nothing}
        <label class="button">${files.records ? "换工作记录" : "放入工作记录"}<input class="unseen" id="records-file" type="file" accept=${ACCEPT} @change=${recordsChosen} /></label>
        <label class="button">换台账<input class="unseen" id="places-file" type="file" multiple accept=${ACCEPT} @change=${chosen} /></label>
        <button @click=${closeLedger}>拿走台账</button>
      </div>
    </details>
  `;
}

function recordsChosen(event: Event): void {
  const file = (event.target as HTMLInputElement).files?.[0];
  if (file) {
    void attempt(() => openRecords(file));
  }
}

/** Files may be dropped anywhere on the page. */
export function takeDrops(): void {
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  window.addEventListener("dragover", (event) => {
    if (isFiles(event)) {
      event.preventDefault();
      document.body.classList.add("dropping");
    }
  });
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) {
      document.body.classList.remove("dropping");
    }
  });
  window.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      location.hash = "#/ledger";
      update({ route: { page: "ledger" } });
      void attempt(() => openDropped(files));
    }
  });
}
