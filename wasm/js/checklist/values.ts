/** Values of facts as controls show them and as people type them. */

import type { FactOption } from "../items.js";
import type { FactValue } from "../types.js";
import type { Input } from "./form.js";
import type { Words } from "./words.js";

/** How "does not apply" is written for facts, in every language. */
export const NOT_CONCERNED = "/";

const WRITTEN_NOT_CONCERNED = ["/", "—", "不涉及", "不适用", "无此项", "not_applicable"];
const WRITTEN: Record<string, FactValue> = { 是: true, yes: true, true: true, 否: false, no: false, false: false, 符合: "passes", 不符合: "fails" };

export function isNotConcerned(value: FactValue): boolean {
  return typeof value === "string" && WRITTEN_NOT_CONCERNED.includes(value.trim());
}

/** A value as its control has it: what was written in words by its meaning, an option by its id. */
export function shown(input: Input, value: FactValue): FactValue {
  if (typeof value !== "string") {
    return value;
  }
  const text = value.trim();
  if (isNotConcerned(text)) {
    return input.type === "observed" ? "not_applicable" : NOT_CONCERNED;
  }
  if (input.type === "bool" || input.type === "observed") {
    return WRITTEN[text.toLowerCase()] ?? text;
  }
  return input.type === "choice" ? (optionOf(input.options, text)?.id ?? text) : text;
}

function optionOf(options: readonly FactOption[], text: string): FactOption | undefined {
  return options.find((option) => [option.id, option.label, ...option.aliases].includes(text));
}

/** A value as a person reads it. */
export function told(input: Input, value: FactValue, words: Words): string {
  const known = shown(input, value);
  if (known === NOT_CONCERNED || known === undefined || known === null) {
    return known === NOT_CONCERNED ? words.notConcerned : words.unseen;
  }
  if (typeof known === "boolean") {
    return known ? words.yes : words.no;
  }
  if (input.type === "observed") {
    return words.observed[known as keyof Words["observed"]] ?? String(known);
  }
  if (typeof known === "object") {
    return known.map((tag) => optionOf(input.options, tag)?.label ?? tag).join(words.separator) || words.noneOfThese;
  }
  const label = optionOf(input.options, String(known))?.label ?? String(known);
  return typeof known === "number" && input.unit ? `${label} ${input.unit}` : label;
}

/** A number as it was typed; what is no plain number stays a text, which the core reads or refuses. */
export function typedNumber(text: string): FactValue {
  const plain = text.normalize("NFKC").trim();
  return plain === "" ? undefined : /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text.trim();
}
