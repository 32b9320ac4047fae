/** How level, score and progress look: always with both ends where they differ. */

import { html, nothing, svg, type TemplateResult } from "lit";
import type { Level } from "../items.js";
import type { Assessment, LevelRange, ResultValue } from "../types.js";
import type { Inspection } from "./inspection.js";
import type { Words } from "./words.js";

const NO_COLOUR = "#8a8f98";

/** A level with its open end. */
export function levelText(range: Partial<LevelRange>): string {
  const { level, level_at_worst, level_label = "", level_at_worst_label = "" } = range;
  return level === level_at_worst ? level_label : `${level_label}…${level_at_worst_label}`;
}

/** Both ends of a score. */
export function scoreText({ score, score_at_worst }: Pick<Assessment, "score" | "score_at_worst">): string {
  const [least, most] = [score ?? "?", score_at_worst ?? "?"];
  return least === most ? String(least) : `${least}…${most}`;
}

/** A share in whole percent; what is not all is never 100 %, what is not nothing never 0 %. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? "<1%" : `${Math.floor(share * 100 + 1e-9)}%`;
}

/** A box for each level from the best to the worst; those that are possible are filled. SVG, so that it prints too. */
export function gauge(levels: readonly Level[], range: Partial<LevelRange>): TemplateResult {
  const at = (id: string | undefined) => levels.findIndex((level) => level.id === id);
  const [worst, best] = [at(range.level_at_worst), at(range.level)];
  const boxes = levels.map((level, index) => ({ level, possible: index >= worst && index <= best })).reverse();
  return html`
    <svg class="gauge" part="gauge" viewBox=${`0 0 ${boxes.length * 30} 16`} aria-hidden="true">
      ${boxes.map(({ level, possible }, index) =>
        possible
          ? svg`<rect x=${index * 30 + 1} y="1" width="27" height="14" fill=${level.color ?? NO_COLOUR} stroke="#3c434d" />`
          : svg`<rect x=${index * 30 + 1} y="6" width="27" height="4" fill="#d5d9de" />`,
      )}
    </svg>
  `;
}

export function summaryView(inspection: Inspection, words: Words, packTag: string, next: () => void): TemplateResult {
  const { result, left } = inspection;
  const { levels, score } = inspection.pack.items;
  const hasLevel = result.level !== undefined;
  return html`
    <div class="verdict">
      <p class="level" part="level">
        <span class="name">${words.level}</span>
        ${hasLevel ? gauge(levels, result) : nothing}
        <strong lang=${packTag}>${hasLevel ? levelText(result) : words.noLevels}</strong>
      </p>
      ${hasLevel ? html`<p class="state">${inspection.undecided ? words.undecided : words.settled}</p>` : nothing}
      <p class="score" part="score">
        <span class="name" lang=${packTag}>${score.label ?? words.score}</span>
        <strong>${scoreText(result)}</strong>
        <span>${score.unit ?? words.points}</span>
        <span class="quiet">${words.better[score.better]}</span>
      </p>
    </div>
    <div class="progress" part="progress">
      <progress max="1" value=${result.known_share} aria-label=${words.known}></progress>
      <span>${words.known} ${percent(result.known_share)}</span>
      ${left > 0 ? html`<button type="button" class="next" part="button" @click=${next}>${words.next}<span class="count">${left}</span></button>` : html`<span class="state">${words.complete}</span>`}
    </div>
    ${left > 0 ? html`<p class="open">${words.open(left)}</p>` : nothing}
  `;
}

/** What else follows: other results, adjusted levels, assumptions, what could not be computed. */
export function furtherView(inspection: Inspection, words: Words, packTag: string): TemplateResult | typeof nothing {
  const { results = {}, adjusted = [], assumed = [], errors = [] } = inspection.result;
  const { items } = inspection.pack;
  const rows: [string, string][] = [
    ...items.results.filter(({ id }) => id in results).map(({ id, label }): [string, string] => [label, resultText(results[id] ?? {}, words)]),
    ...adjusted.map((id): [string, string] => [words.adjusted, items.adjusts.find((adjust) => adjust.id === id)?.label ?? id]),
    ...assumed.map((text): [string, string] => [words.assumed, labelled(text, inspection, words)]),
    ...errors.map((error): [string, string] => [words.errors, words.fact(error.item, words.tag === "en" ? error.en : error.zh)]),
  ];
  return rows.length === 0
    ? nothing
    : html`
        <section class="further" aria-labelledby="further">
          <h3 id="further">${words.results}</h3>
          <dl lang=${packTag}>${rows.map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
        </section>
      `;
}

/** An assumption, `item: what ?? value`, in words. */
function labelled(assumption: string, inspection: Inspection, words: Words): string {
  const [, id = "", rule = assumption] = /^(\w+): (.*)$/s.exec(assumption) ?? [];
  const { results, checks, derived } = inspection.pack.items;
  const check = checks.find((check) => check.id === id)?.finding;
  const label = check ?? [...results, ...derived].find((item) => item.id === id)?.label ?? id;
  const [, what, value = ""] = /^(.*) \?\? (.*)$/s.exec(rule) ?? [];
  const told = what === undefined ? rule : words.assumption(what, value === "true" ? words.yes : value === "false" ? words.no : value);
  return label === "" ? told : words.fact(label, told);
}

function resultText(result: ResultValue, words: Words): string {
  if (result.level !== undefined) {
    return levelText(result);
  }
  const tell = (end: number | boolean | null | undefined) => (typeof end === "boolean" ? (end ? words.yes : words.no) : (end ?? words.unseen));
  return result.at_worst === undefined || result.at_worst === result.value ? String(tell(result.value)) : `${tell(result.value)}…${tell(result.at_worst)}`;
}
