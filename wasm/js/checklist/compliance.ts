/**
 * Which answer to a question means that all is well, so that a section can be confirmed at once.
 *
 * Only where the answer alone decides: the other one fails every check that reads the fact, whatever the facts beside it.
 * What a place is like (uses gas, stands in a high building) is no compliance and is never filled in.
 */

import type { Items } from "../items.js";
import type { FactValue, Outcome } from "../types.js";
import type { Input } from "./form.js";

/** The outcomes of a place with some values changed; `null` takes a value away. */
export type Outcomes = (changed: Record<string, FactValue>) => Record<string, Outcome>;

export function compliant(input: Input, inputs: readonly Input[], items: Items, outcomes: Outcomes): FactValue {
  if (input.type === "observed") {
    return "passes";
  }
  const conditions = conditionsOf(input, items);
  if (input.type !== "bool" || conditions.has(input.id)) {
    return undefined;
  }
  const beside = inputs.filter((other) => other.checks.some((check) => input.checks.includes(check)) && !conditions.has(other.id));
  const blank = Object.fromEntries(beside.map((other) => [other.id, null]));
  const [yes, no] = [outcomes({ ...blank, [input.id]: true }), outcomes({ ...blank, [input.id]: false })];
  const there = input.checks.filter((check) => yes[check] !== "not_applicable" || no[check] !== "not_applicable");
  const decides = (good: typeof yes, bad: typeof yes) =>
    there.length > 0 && there.every((check) => bad[check] === "failed" && good[check] !== "failed" && good[check] !== "not_applicable");
  return decides(yes, no) ? true : decides(no, yes) ? false : undefined;
}

/** The facts on which it depends whether the checks of an input apply. */
function conditionsOf(input: Input, items: Items): Set<string> {
  const names = new Set<string>();
  const read = (expression: string): void => {
    for (const [name] of expression.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
      if (!names.has(name)) {
        names.add(name);
        read(items.derived.find((derived) => derived.id === name)?.value ?? "");
      }
    }
  };
  items.checks.filter((check) => input.checks.includes(check.id)).forEach((check) => read(check.applies_if ?? ""));
  return names;
}
