/** How the checklist is laid out. */

import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { ChecklistElement } from "./element.js";
import type { Input, Section } from "./form.js";
import { hazardsView } from "./hazard-view.js";
import type { Inspection } from "./inspection.js";
import { questionView, type QuestionState } from "./question-view.js";
import { furtherView, summaryView } from "./summary-view.js";
import type { Words } from "./words.js";

/** What is asked before it is done: finishing with open questions, deleting all answers. */
export type Asked = "finish" | "restart";

export function loadingView(words: Words): TemplateResult {
  return html`<p class="loading" role="status" lang=${words.tag}>${words.loading}</p>`;
}

export function failedView(host: ChecklistElement, explained: readonly string[]): TemplateResult {
  const { words } = host;
  return html`
    <div class="failed" part="error" role="alert" lang=${words.tag}>
      <h2>${words.notReady}</h2>
      ${explained.map((text) => html`<p>${text}</p>`)}
      <button type="button" part="button" @click=${() => host.retry()}>${words.retry}</button>
    </div>
  `;
}

export function pageView(host: ChecklistElement, inspection: Inspection): TemplateResult {
  const { words, wide } = host;
  const { info } = inspection.pack.items;
  const packTag = tagOf(info.title);
  const findings = html`${hazardsView(inspection, packTag, words, host)} ${furtherView(inspection, words, packTag)}`;
  return html`
    <div class=${wide ? "page wide" : "page"} lang=${words.tag} @focusin=${(event: FocusEvent) => remember(host, event)}>
      <header part="header">
        <h2>${inspection.result.name ?? words.title}</h2>
        <p class="quiet" lang=${packTag}>${heading(inspection)}</p>
        ${noticesView(host, inspection)}
      </header>
      <aside class="side" aria-label=${words.level}>
        <div class="summary" part="summary">${summaryView(inspection, words, packTag, () => host.next())}</div>
        ${wide ? findings : nothing}
      </aside>
      <div class="form">
        ${sectionsView(host, inspection, packTag)} ${othersView(host, inspection)} ${wide ? nothing : findings} ${actionsView(host, inspection)}
      </div>
      <p class="spoken" role="status">${host.spoken}</p>
    </div>
  `;
}

/** Which language a pack is written in: Chinese where its title is. */
function tagOf(title: string): string {
  return /\p{Script=Han}/u.test(title) ? "zh-CN" : "en";
}

function remember(host: ChecklistElement, event: FocusEvent): void {
  host.last = (event.target as Element).closest<HTMLElement>("[data-input]")?.dataset["input"] ?? host.last;
}

function heading({ pack, result }: Inspection): string {
  const { info, kinds } = pack.items;
  const labels = result.kinds.map((id) => kinds.find((kind) => kind.id === id)?.label ?? id).join("、");
  return [labels, result.region, result.as_of, `${info.title} ${info.version}`].filter(Boolean).join(" · ");
}

function noticesView(host: ChecklistElement, inspection: Inspection): TemplateResult {
  const { words, language } = host;
  const outside = inspection.pack.warning(inspection.result.as_of);
  const notices = [
    outside?.message[language],
    host.restored ? words.restored : undefined,
    host.packChanged ? words.packChanged : undefined,
    host.identified ? undefined : words.notSaved,
    inspection.setAside.length > 0 ? words.setAside(inspection.setAside.join(words.separator)) : undefined,
  ].filter((text) => text !== undefined);
  return html`
    ${notices.map((text) => html`<p class="notice" part="notice">${text}</p>`)}
    ${host.saved ? nothing : html`<p class="notice alarm" part="notice" role="alert">${words.saveFailed}</p>`}
  `;
}

function sectionsView(host: ChecklistElement, inspection: Inspection, packTag: string): TemplateResult {
  const failures = inspection.failures();
  const stateOf = (input: Input): QuestionState => ({
    value: inspection.value(input.id),
    typed: host.typing.text(input.id),
    registered: inspection.registered(input.id),
    problem: inspection.refused.get(input.id),
    failed: (failures.get(input.id) ?? []).map((reason) => ({ reason, corrected: inspection.isCorrected(reason.check) })),
    language: host.language,
    packTag,
    asOf: inspection.result.as_of,
    words: host.words,
  });
  return html`${repeat(inspection.sections, (section) => section.id, (section) => sectionView(host, inspection, section, packTag, stateOf))}`;
}

function sectionView(host: ChecklistElement, inspection: Inspection, section: Section, packTag: string, stateOf: (input: Input) => QuestionState): TemplateResult {
  const { words } = host;
  const asked = section.inputs.filter((input) => inspection.asked(input));
  const open = asked.filter((input) => inspection.unanswered(input)).length;
  const hidden = section.inputs.length - asked.length;
  const label = section.label ?? words.otherSection;
  const id = `s-${section.id}`;
  return html`
    <section part="section" aria-labelledby=${id}>
      <div class="section-head" part="section-title">
        <h3 id=${id} lang=${section.label === undefined ? words.tag : packTag}>${label}</h3>
        <span class="quiet">${words.answered(asked.length - open, asked.length)}</span>
        ${inspection.canUndo(section) ? html`<button type="button" class="undo" part="button" aria-label=${words.undoOf(label)} @click=${() => host.undo(section)}>${words.undo}</button>` : nothing}
        <button type="button" class="confirm" part="button" ?disabled=${open === 0} aria-label=${words.confirmOf(label)} @click=${() => host.confirm(section)}>${words.confirm}</button>
      </div>
      ${repeat(asked, (input) => input.id, (input) => blockView(host, input, stateOf(input)))}
      ${hidden > 0 ? html`<p class="quiet left">${words.left(hidden)}</p>` : nothing}
    </section>
  `;
}

/** A question is drawn again only when something about it has changed. */
function blockView(host: ChecklistElement, input: Input, state: QuestionState): TemplateResult {
  const failed = state.failed.map(({ reason, corrected }) => [reason.check, reason.points, reason.deadline, corrected]);
  const shape = JSON.stringify([state.value, state.typed, state.registered, state.problem, failed, state.language, state.asOf]);
  return html`<div class="block" data-input=${input.id}>${guard([shape, input], () => questionView(input, state, host))}</div>`;
}

function othersView(host: ChecklistElement, inspection: Inspection): TemplateResult {
  const { words } = host;
  return html`
    <section part="section" aria-labelledby="others">
      <div class="section-head" part="section-title"><h3 id="others">${words.otherHazards}</h3></div>
      <p class="quiet">${words.otherHint}</p>
      ${inspection.notes.other_hazards.map(
        (hazard, index) => html`
          <div class="other" data-input=${`other:${index}`}>
            <textarea rows="2" part="field" aria-label=${`${words.otherText} ${index + 1}`} .value=${live(host.typing.text(`other:${index}`) ?? hazard.text)}
              @input=${(event: Event) => host.type(`other:${index}`, (event.target as HTMLTextAreaElement).value)}
              @blur=${() => host.settle()}></textarea>
            <label class="tick">
              <input type="checkbox" aria-label=${words.correctedOf(hazard.text)} .checked=${live(hazard.corrected)}
                @change=${(event: Event) => host.correctOther(index, (event.target as HTMLInputElement).checked)} />
              <span>${words.corrected}</span>
            </label>
            <button type="button" class="clear" part="button" aria-label=${words.otherRemove(hazard.text)} @click=${() => host.removeOther(index)}>${words.remove}</button>
          </div>
        `,
      )}
      <button type="button" class="add" part="button" @click=${() => host.addOther()}>${words.otherAdd}</button>
    </section>
  `;
}

function actionsView(host: ChecklistElement, inspection: Inspection): TemplateResult {
  const { words } = host;
  return html`
    <div class="actions" part="actions">
      ${host.finished ? html`<p class="notice done" part="notice">${words.finished}</p>` : nothing}
      ${host.asking === "finish" ? askingView(host, words.finishOpen(inspection.left), words.finishAnyway, () => host.finish(), words.goOn) : nothing}
      ${host.asking === "restart" ? askingView(host, words.restartAsk, words.restartYes, () => host.restart(), words.cancel) : nothing}
      <div class="buttons">
        <button type="button" class="main" part="button" data-action="finish" @click=${() => host.ask("finish")}>${words.finish}</button>
        <button type="button" part="button" data-action="record" @click=${() => host.print("record")}>${words.printRecord}</button>
        <button type="button" part="button" data-action="notice" @click=${() => host.print("notice")}>${words.printNotice}</button>
        <button type="button" class="plain" part="button" data-action="restart" @click=${() => host.ask("restart")}>${words.restart}</button>
      </div>
    </div>
  `;
}

function askingView(host: ChecklistElement, text: string, yes: string, act: () => void, no: string): TemplateResult {
  return html`
    <div class="asking" role="group" aria-label=${text}>
      <p>${text}</p>
      <button type="button" part="button" data-action="back" @click=${() => host.ask(undefined)}>${no}</button>
      <button type="button" class="danger" part="button" data-action="yes" @click=${act}>${yes}</button>
    </div>
  `;
}
