/** How one question looks. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { FactValue, Problem, Reason } from "../types.js";
import type { Input } from "./form.js";
import { correctedTick, limit } from "./hazard-view.js";
import { NOT_CONCERNED, shown, told } from "./values.js";
import type { Language, Words } from "./words.js";

/** What the views ask of the element. */
export interface Actions {
  answer(id: string, value: FactValue): void;
  /** Text is being typed; it becomes the answer when the typing rests or the field is left. */
  type(id: string, text: string): void;
  /** Takes over what is being typed. */
  settle(): void;
  correct(check: string, corrected: boolean): void;
}

export interface QuestionState {
  value: FactValue;
  /** The text while it is being typed. */
  typed: string | undefined;
  registered: boolean;
  problem: Problem | undefined;
  failed: { reason: Reason; corrected: boolean }[];
  language: Language;
  /** The language of the pack's texts, as HTML names it. */
  packTag: string;
  asOf: string;
  words: Words;
}

export function questionView(input: Input, state: QuestionState, actions: Actions): TemplateResult {
  return html`
    ${control(input, state, actions)} ${problemView(input, state)}
    ${state.failed.map(({ reason, corrected }) => failureView(reason, corrected, state, actions))}
  `;
}

function control(input: Input, state: QuestionState, actions: Actions): TemplateResult {
  const { words } = state;
  switch (input.type) {
    case "observed":
      return choices(input, state, actions, Object.entries(words.observed));
    case "bool":
      return choices(input, state, actions, [[true, words.yes], [false, words.no], [NOT_CONCERNED, words.notConcerned]]);
    case "choice":
      return choices(input, state, actions, [...input.options.map(({ id, label }): Choice => [id, label]), [NOT_CONCERNED, words.notConcerned]]);
    case "tags":
      return tags(input, state, actions);
    default:
      return field(input, state, actions);
  }
}

type Choice = [value: FactValue, label: string];

/** Whether labels want more room than a third of a phone's width. */
function isRoomy(list: readonly Choice[]): boolean {
  return list.length > 4 || list.some(([, label]) => label.length > 4 && !/^[\x20-\x7e]{1,10}$/.test(label));
}

/** Radio buttons as large targets: arrow keys move among them as in any group. */
function choices(input: Input, state: QuestionState, actions: Actions, list: Choice[]): TemplateResult {
  const value = shown(input, state.value);
  return html`
    <fieldset class="question" part="question" aria-describedby=${describedBy(input, state)}>
      <legend part="legend" lang=${state.packTag}>${input.question}</legend>
      ${remarks(input, state, value !== undefined && !list.some(([other]) => other === value))}
      <div class=${isRoomy(list) ? "options many" : "options"}>
        ${list.map(
          ([option, label]) => html`
            <label class="option" part="option">
              <input type="radio" name=${`q-${input.id}`} data-value=${String(option)} .checked=${live(option === value)}
                @change=${() => actions.answer(input.id, option)} />
              <span>${label}</span>
            </label>
          `,
        )}
        ${clearButton(input, state, actions)}
      </div>
    </fieldset>
  `;
}

function tags(input: Input, state: QuestionState, actions: Actions): TemplateResult {
  const value = shown(input, state.value);
  const chosen = Array.isArray(value) ? (value as readonly string[]) : undefined;
  const toggle = (id: string, on: boolean) => {
    const others = (chosen ?? []).filter((other) => other !== id);
    const list = on ? [...others, id] : others;
    actions.answer(input.id, list.length > 0 ? input.options.map((option) => option.id).filter((option) => list.includes(option)) : undefined);
  };
  const box = (label: string, checked: boolean, change: (on: boolean) => void) => html`
    <label class="option" part="option">
      <input type="checkbox" .checked=${live(checked)} @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} />
      <span>${label}</span>
    </label>
  `;
  return html`
    <fieldset class="question" part="question" aria-describedby=${describedBy(input, state)}>
      <legend part="legend" lang=${state.packTag}>${input.question}</legend>
      ${remarks(input, state, false)}
      <div class="options many">
        ${input.options.map(({ id, label }) => box(label, chosen?.includes(id) ?? false, (on) => toggle(id, on)))}
        ${box(state.words.noneOfThese, chosen?.length === 0, (on) => actions.answer(input.id, on ? [] : undefined))}
        ${box(state.words.notConcerned, value === NOT_CONCERNED, (on) => actions.answer(input.id, on ? NOT_CONCERNED : undefined))}
        ${clearButton(input, state, actions)}
      </div>
    </fieldset>
  `;
}

/** Numbers, dates and texts: a field, and a way to say that it does not apply. */
function field(input: Input, state: QuestionState, actions: Actions): TemplateResult {
  const value = shown(input, state.value);
  const gone = value === NOT_CONCERNED;
  const text = state.typed ?? (value === undefined || gone ? "" : String(value));
  return html`
    <div class="question" part="question">
      <label class="legend" part="legend" for=${`f-${input.id}`} lang=${state.packTag}>${input.question}</label>
      ${remarks(input, state, false)}
      <div class="options">
        <span class="field">
          <input id=${`f-${input.id}`} part="field" type=${input.type === "date" ? "date" : "text"} autocomplete="off"
            inputmode=${input.type === "number" ? "decimal" : nothing} .value=${live(text)}
            aria-invalid=${state.problem ? "true" : nothing} aria-describedby=${describedBy(input, state)}
            @input=${(event: Event) => actions.type(input.id, (event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => event.key === "Enter" && actions.settle()}
            @blur=${() => actions.settle()} />
          ${input.unit ? html`<span class="unit" aria-hidden="true">${input.unit}</span>` : nothing}
        </span>
        <label class="option" part="option">
          <input type="checkbox" .checked=${live(gone)} aria-label=${`${state.words.notConcerned}: ${input.question}`}
            @change=${() => actions.answer(input.id, gone ? undefined : NOT_CONCERNED)} />
          <span>${state.words.notConcerned}</span>
        </label>
        ${clearButton(input, state, actions)}
      </div>
    </div>
  `;
}

/** Always in its place, so that an answer moves nothing. */
function clearButton(input: Input, state: QuestionState, actions: Actions): TemplateResult {
  const empty = state.value === undefined && !state.typed;
  return html`
    <button type="button" class="clear" part="button" ?disabled=${empty} aria-label=${state.words.clearOf(input.question)}
      @click=${() => actions.answer(input.id, undefined)}>${state.words.clear}</button>
  `;
}

function describedBy(input: Input, { problem }: QuestionState): string | typeof nothing {
  const ids = [hint(input) ? `h-${input.id}` : "", problem ? `p-${input.id}` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : nothing;
}

function hint(input: Input): boolean {
  return input.help !== undefined || input.range.min !== null || input.range.max !== null;
}

/** Help, the range of a number, and whether it was known before. `odd`: known in words that no option has. */
function remarks(input: Input, state: QuestionState, odd: boolean): TemplateResult | typeof nothing {
  const { words, registered, packTag } = state;
  const { min, max } = input.range;
  const range = min !== null || max !== null ? words.range(min, max, input.unit ? ` ${input.unit}` : "") : nothing;
  const known = odd ? words.fact(words.registered, told(input, state.value, words)) : registered ? words.registered : undefined;
  return html`
    ${hint(input) ? html`<p class="hint" id=${`h-${input.id}`}>${input.help ? html`<span lang=${packTag}>${input.help}</span> ` : nothing}${range}</p>` : nothing}
    ${known ? html`<p class="hint known">${known}</p>` : nothing}
  `;
}

function problemView(input: Input, { problem, language }: QuestionState): TemplateResult | typeof nothing {
  return problem
    ? html`<p class="problem" id=${`p-${input.id}`} role="alert">${problem[language]}${problem.help ? html` <span>${problem.help[language]}</span>` : nothing}</p>`
    : nothing;
}

function failureView(reason: Reason, corrected: boolean, state: QuestionState, actions: Actions): TemplateResult {
  const { words, packTag, asOf } = state;
  return html`
    <div class="failure" part="failure">
      <p><strong>${words.failed}</strong> <span lang=${packTag}>${reason.finding}</span> <span class="limit">${limit(reason, asOf, words)}</span></p>
      ${correctedTick(reason.check, reason.finding, corrected, words, actions)}
    </div>
  `;
}
