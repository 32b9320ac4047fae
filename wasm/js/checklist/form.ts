/** What a place of some kinds is asked, as a form: sections in the order of the pack, and in them what is to be looked at. */

import type { Check, Fact, FactOption, Items } from "../items.js";
import type { Question } from "../types.js";

export type InputType = "observed" | "bool" | "number" | "choice" | "tags" | "date" | "text";

/** One thing to look at: a fact, or a check that the inspector judges. */
export interface Input {
  id: string;
  label: string;
  question: string;
  type: InputType;
  help?: string | undefined;
  unit?: string | undefined;
  range: { min: number | null; max: number | null };
  options: FactOption[];
  /** The checks that read it, in the order of the pack. */
  checks: string[];
}

export interface Section {
  /** Empty for what belongs to no section of the pack. */
  id: string;
  /** `undefined` for what belongs to no section. */
  label: string | undefined;
  inputs: Input[];
}

/**
 * Lays out what is asked. An input stands in the section of the first check that reads it, in the order of the checks;
 * among those of one check in the order in which the pack declares facts.
 */
export function layOut(items: Items, questions: readonly Question[]): Section[] {
  const checks = positions(items.checks);
  const facts = positions(items.facts);
  const first = (input: Input) => checks.get(input.checks[0] ?? "") ?? items.checks.length;
  const inputs = questions
    .map((question) => inputOf(question, items, checks))
    .sort((a, b) => first(a) - first(b) || (facts.get(a.id) ?? 0) - (facts.get(b.id) ?? 0));
  const sectionOf = (input: Input) => items.checks[first(input)]?.section ?? "";
  return [...items.sections, { id: "", label: undefined }]
    .map(({ id, label }) => ({ id, label, inputs: inputs.filter((input) => sectionOf(input) === id) }))
    .filter((section) => section.inputs.length > 0);
}

function positions(list: readonly { id: string }[]): Map<string, number> {
  return new Map(list.map(({ id }, index) => [id, index]));
}

function inputOf(question: Question, items: Items, checks: Map<string, number>): Input {
  const fact = items.facts.find((fact) => fact.id === question.input);
  const at = (id: string) => checks.get(id) ?? 0;
  return {
    id: question.input,
    label: question.label,
    question: question.question,
    help: fact?.help,
    range: fact?.range ?? { min: null, max: null },
    checks: [...question.checks].sort((a, b) => at(a) - at(b)),
    ...typeOf(fact),
  };
}

function typeOf(fact: Fact | undefined): { type: InputType; unit?: string | undefined; options: FactOption[] } {
  const type = fact?.fact_type ?? "observed";
  if (typeof type === "string") {
    return { type, options: [] };
  }
  if ("number" in type) {
    return { type: "number", unit: type.number.unit ?? undefined, options: [] };
  }
  return "choice" in type ? { type: "choice", options: type.choice } : { type: "tags", options: type.tags };
}

/** The checks of a form in the order of the pack, those of no section last, with what they read. */
export function checksOf(sections: readonly Section[], items: Items, outcomes: Record<string, unknown>): [Section, Check[]][] {
  const there = items.checks.filter((check) => check.id in outcomes);
  const of = (id: string) => there.filter((check) => (check.section ?? "") === id);
  return [...items.sections, { id: "", label: undefined }]
    .map(({ id, label }): [Section, Check[]] => [sections.find((section) => section.id === id) ?? { id, label, inputs: [] }, of(id)])
    .filter(([, checks]) => checks.length > 0);
}
