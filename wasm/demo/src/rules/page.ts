/** The page 改规则: files, the editor, and what follows from the text as it is now. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { state, type PackEntry } from "../app/state.ts";
import { attempt } from "../app/trouble.ts";
import { count } from "../ui/text.ts";
import { edit, filesOf, openFile, openRules, reset, textOf } from "./actions.ts";
import "./editor.ts";
import type { Mark } from "./highlight.ts";
import { cases, changes, problems } from "./panels.ts";
import { saveAll, saveBundle, saveFile } from "./save.ts";

let opened: PackEntry | undefined;

export function rulesPage(): TemplateResult {
  const { entry, rules } = state;
  if (entry && opened !== entry) {
    opened = entry;
    void attempt(openRules);
  }
  if (!entry || !rules.originals || rules.open === "") {
    return html`<p class="quiet">正在取规则文件…</p>`;
  }
  return html`
    <div class="rules">
      <div class="head"><h1>改规则</h1><p class="quiet">改动只在这一页里；满意了请下载，交给管规则的人。</p></div>
      ${files(entry)}
      <section class="edit" aria-label="编辑">
        ${toolbar()}
        <rule-editor .label=${rules.open} .text=${textOf(rules.open)} .marks=${marks()} .target=${rules.target} @edit=${(event: CustomEvent<string>) => edit(event.detail)}></rule-editor>
      </section>
      <div class="outcome">
        ${problems()}
        ${cases()}
        ${changes()}
      </div>
    </div>
  `;
}

function files(entry: PackEntry): TemplateResult {
  const { open, texts } = state.rules;
  const title = (folder: string) => state.packs.find((pack) => pack.folder === folder)?.title ?? folder;
  const short = (path: string) => path.split("/").slice(1).join("/");
  const groups = filesOf(entry);
  return html`
    <nav class="files" aria-label="规则文件">
      ${groups.map(([folder, paths], depth) => html`
        <h2>${title(folder)}${depth > 0 ? html`<small>被沿用</small>` : nothing}</h2>
        <ul>${paths.map((path) => html`<li><button aria-current=${path === open ? "true" : nothing} @click=${() => openFile(path)}>${short(path)}${path in texts ? html`<em>已改</em>` : nothing}${badge(path)}</button></li>`)}</ul>
      `)}
    </nav>
    <label class="field file-choice"><span>文件</span><select @change=${(event: Event) => openFile((event.target as HTMLSelectElement).value)}>
      ${groups.map(([folder, paths]) => html`<optgroup label=${title(folder)}>${paths.map((path) => html`<option value=${path} .selected=${path === open}>${short(path)}${path in texts ? "（已改）" : ""}</option>`)}</optgroup>`)}
    </select></label>
  `;
}

function badge(path: string): TemplateResult | typeof nothing {
  const number = state.rules.found?.diagnostics.filter(({ place, severity }) => severity === "error" && place?.file === path).length ?? 0;
  return number > 0 ? html`<b class="late" aria-label=${`${number} 处错误`}>${count(number)}</b>` : nothing;
}

function toolbar(): TemplateResult {
  const { open, texts, found } = state.rules;
  const changed = Object.keys(texts).length;
  return html`<div class="toolbar">
    <code>${open}</code>
    <button ?disabled=${!(open in texts)} @click=${() => reset(open)}>还原本文件</button>
    ${changed > 1 ? html`<button @click=${() => reset()}>全部还原（${changed}）</button>` : nothing}
    <button @click=${saveFile}>下载本文件</button>
    <button @click=${saveAll}>下载全部（zip）</button>
    <button ?disabled=${!found?.pack} @click=${saveBundle}>下载规则包（JSON）</button>
  </div>`;
}

function marks(): Mark[] {
  return (state.rules.found?.diagnostics ?? []).flatMap(({ place, severity }) => (place?.file === state.rules.open ? [{ line: place.line, column: place.column, length: place.length, severity }] : []));
}
