/** What a level follows from, in words: the rule of the pack, and what it comes to at the place. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Explanation, Items, LevelBecause, Term } from "paicha";
import type { Ends } from "../ui/level.ts";
import { boundsText } from "../ui/text.ts";

export function because(items: Items, place: Explanation, { level, atWorst }: Ends): TemplateResult | typeof nothing {
  const { level_because: now, level_at_worst_because: worst } = place;
  if (!now) {
    return nothing;
  }
  const label = (index: number) => items.levels[index]?.label ?? "";
  return html`<section>
    <h3>等级的由来</h3>
    <dl class="because">
      <dt>${level === atWorst ? label(level) : `至少${label(level)}`}</dt><dd>${reason(items, now)}</dd>
      ${worst && level !== atWorst ? html`<dt>可能到${label(atWorst)}</dt><dd>${reason(items, worst)}</dd>` : nothing}
      ${(place.adjusted ?? []).map((id) => html`<dt>调整</dt><dd>${items.adjusts.find((adjust) => adjust.id === id)?.label ?? id}</dd>`)}
    </dl>
  </section>`;
}

function reason(items: Items, { when, terms }: LevelBecause): TemplateResult | string {
  if (when === null) {
    return "够不上更重的等级";
  }
  return html`${terms.filter(tells).map((term) => html`<span class="term">${termText(items, term)}</span>`)}<small>规则：${ruleText(items, when)}</small>`;
}

/** A count of nothing explains nothing. */
const tells = ({ value }: Term): boolean => value !== 0 && value !== "false";

const COUNTS: Record<string, string> = { failed: "项数", applies: "适用项数", points: "得分", highest: "最高分" };
const GRADES: Record<string, string> = { major: "重大隐患候选", general: "一般隐患", all: "不符合" };

/** `failed.direct` as people say it. */
function nameOf(items: Items, term: string): string {
  const [, sort = "", id = ""] = /^(\w+)\.(\w+)$/.exec(term) ?? [];
  if (term === "score") {
    return items.score.label ?? "总分";
  }
  const check = items.checks.find((own) => own.id === id);
  if (check) {
    return sort === "failed" ? check.finding : `${check.title}${COUNTS[sort] ?? ""}`;
  }
  const label = GRADES[id] ?? [...items.groups, ...items.sections, ...items.results].find((item) => item.id === id)?.label;
  return label === undefined ? term : `${label}${COUNTS[sort] ?? ""}`;
}

function termText(items: Items, { term, value }: Term): string {
  const said = typeof value === "string" ? ({ true: "是", false: "否", unknown: "还不知道" }[value] ?? value) : boundsText(value);
  return `${ruleText(items, term)} ${said}`;
}

/** An expression of the pack with labels for ids and words for signs. */
export function ruleText(items: Items, expression: string): string {
  const kind = (id: string) => items.kinds.find((own) => own.id === id)?.label ?? id;
  const level = (id: string) => items.results.flatMap((result) => result.levels).find((own) => own.id === id)?.label ?? id;
  return expression
    .replace(/kind\("(\w+)"\)/g, (_, id: string) => `是${kind(id)}`)
    .replace(/== "(\w+)"/g, (_, id: string) => `为“${level(id)}”`)
    .replace(/\b(?:\w+\.\w+|score)\b/g, (term) => nameOf(items, term))
    .replace(/ \|\| /g, "；或 ")
    .replace(/ && /g, " 且 ")
    .replace(/>=/g, "≥")
    .replace(/<=/g, "≤");
}
