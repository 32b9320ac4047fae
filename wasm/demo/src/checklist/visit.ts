/** The visit whose checklist is open: at a place of the ledger, or at any place of a kind. */

import type { ChecklistResult } from "paicha/checklist";
import type { Place } from "paicha";
import { update } from "../app/state.ts";
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

/** Opens the checklist of a place of the ledger, with all that the ledger knows of it. */
export function inspect(ledger: Ledger, row: number): void {
  const place = ledger.assessed.place(row);
  const before = { level: ledger.levels[row] ?? 255, atWorst: ledger.levelsAtWorst[row] ?? 255 };
  update({ visit: { kind: place.kinds[0] ?? "", place, row, before } });
  location.hash = "#/checklist";
}

/** Opens the checklist of any place of a kind. */
export function inspectKind(kind: string, name = ""): void {
  update({ visit: { kind, name } });
}
