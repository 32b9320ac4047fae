/** The visit whose checklist is open: at a place of the ledger, or at any place of a kind. */

import type { ChecklistResult } from "paicha/checklist";
import type { Explanation, FactValue, Place } from "paicha";
import { state, update } from "../app/state.ts";
import type { Ledger } from "../ledger/ledger.ts";

export interface Visit {
  /** The kind of a place that is in no ledger, and its name. */
  kind: string;
  name?: string;
  /** Where the visit is, with what is known of it. */
  place?: Partial<Place>;
  /** The row of the ledger. */
  row?: number;
  /** The level that the ledger gives it. */
  before?: { level: number; atWorst: number };
  /** What the inspector concluded. */
  result?: ChecklistResult | undefined;
}

/** Opens the checklist of a place of the ledger. */
export function inspect(ledger: Ledger, place: Explanation, row: number): void {
  const { id, name, kinds, region } = place;
  const before = { level: ledger.levels[row] ?? 255, atWorst: ledger.levelsAtWorst[row] ?? 255 };
  update({ visit: { kind: kinds[0] ?? "", place: { id, name, kinds, region, ...known(place) }, row, before } });
  location.hash = "#/checklist";
}

/** Opens the checklist of any place of a kind. */
export function inspectKind(kind: string, name = ""): void {
  update({ visit: { kind, name } });
}

/** What the ledger says of a place, as far as an explanation shows it. */
function known({ outcomes, failed }: Explanation): Pick<Place, "facts" | "answers"> {
  const observed = state.pack?.items.checks.filter((check) => check.rule === "observed") ?? [];
  const words: Record<string, string> = { failed: "fails", passed: "passes", not_applicable: "not_applicable" };
  const answers = observed.flatMap(({ id }) => {
    const word = words[outcomes[id] ?? ""];
    return word ? [[id, word] as const] : [];
  });
  const isObserved = new Set(observed.map(({ id }) => id));
  const facts = failed.flatMap(({ inputs }) => inputs.filter(({ id }) => !isObserved.has(id)).map(({ id, value }) => [id, value as FactValue] as const));
  return { facts: Object.fromEntries(facts), answers: Object.fromEntries(answers) };
}
