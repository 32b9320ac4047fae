/** How hazards look: with their reasons, what to do, and by when. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Basis, Bounds, Reason } from "../types.js";
import type { Inspection } from "./inspection.js";
import type { Actions } from "./question-view.js";
import { told } from "./values.js";
import type { Words } from "./words.js";

/** Points: a number, or its two ends. */
export function boundsText(bounds: Bounds): string {
  return typeof bounds === "number" ? String(bounds) : bounds.map((end) => end ?? "?").join("…");
}

/** By when, in words. */
export function deadlineText(reason: Reason, asOf: string, words: Words): string | undefined {
  return reason.deadline === asOf ? `${words.atOnce}${words.bracket(asOf)}` : reason.deadline;
}

/** Points and deadline in one line. */
export function limit(reason: Reason, asOf: string, words: Words): string {
  const deadline = deadlineText(reason, asOf, words);
  return [`${boundsText(reason.points)} ${words.points}`, deadline && words.pair(words.deadline, deadline)].filter(Boolean).join(" · ");
}

/** A source with how well it is known. */
export function basisText(basis: Basis, words: Words): string {
  return `${basis.law}${words.bracket(words.status[basis.status])}`;
}

export function gradeText(reason: Reason, words: Words): string {
  return words.grade[reason.grade ?? "unknown"];
}

/** The facts that made a check fail; nothing for a check that was judged as such. */
export function becauseText(reason: Reason, inspection: Inspection, words: Words): string {
  const inputs = inspection.inputs;
  const tell = ({ id, label, value }: Reason["inputs"][number]): string => {
    const input = inputs.find((input) => input.id === id);
    return words.fact(label, input ? told(input, value, words) : String(value));
  };
  return reason.inputs.filter(({ id }) => id !== reason.check).map(tell).join(words.separator);
}

export function correctedTick(check: string, finding: string, corrected: boolean, words: Words, actions: Pick<Actions, "correct">): TemplateResult {
  return html`
    <label class="tick">
      <input type="checkbox" data-corrected=${check} aria-label=${words.correctedOf(finding)} .checked=${live(corrected)}
        @change=${(event: Event) => actions.correct(check, (event.target as HTMLInputElement).checked)} />
      <span>${words.corrected}</span>
    </label>
  `;
}

export function hazardsView(inspection: Inspection, packTag: string, words: Words, actions: Actions): TemplateResult {
  const { failed } = inspection.result;
  return html`
    <section class="hazards" part="hazards" aria-labelledby="hazards">
      <h3 id="hazards">${words.hazards}${failed.length > 0 ? html` <span class="count">${failed.length}</span>` : nothing}</h3>
      ${failed.length === 0 ? html`<p class="quiet">${inspection.left > 0 ? words.noHazardsYet : words.noHazards}</p>` : nothing}
      <ol>
        ${repeat(failed, (reason) => reason.check, (reason) => hazardView(reason, inspection, packTag, words, actions))}
      </ol>
    </section>
  `;
}

function hazardView(reason: Reason, inspection: Inspection, packTag: string, words: Words, actions: Actions): TemplateResult {
  const row = (label: string, value: string | undefined) =>
    value ? html`<div><dt>${label}</dt><dd lang=${packTag}>${value}</dd></div>` : nothing;
  return html`
    <li class="hazard" part="hazard">
      <h4><span lang=${packTag}>${reason.finding}</span> <span class=${`grade ${reason.grade ?? "unknown"}`}>${gradeText(reason, words)}</span></h4>
      <p class="limit">${limit(reason, inspection.result.as_of, words)}</p>
      <dl>
        ${row(words.because, becauseText(reason, inspection, words))}
        ${row(words.fix, reason.fix)} ${row(words.department, reason.refer_to)}
        ${row(words.basis, reason.basis && basisText(reason.basis, words))}
      </dl>
      ${correctedTick(reason.check, reason.finding, inspection.isCorrected(reason.check), words, actions)}
    </li>
  `;
}
