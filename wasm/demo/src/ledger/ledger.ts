/** A ledger that was put in: its files, and what was concluded about its rows. */

import type { Assessed, AssessedRow, FileBytes, Pack, Problem } from "paicha";
import { worstFirst } from "./rank.ts";
import { regions } from "./filter.ts";
import type { Details } from "./details.ts";

/** What the reader put in; kept in memory only. */
export interface LedgerFiles {
  places: FileBytes;
  records?: FileBytes | undefined;
  recordsFrom?: string | undefined;
  /** The kind of rows that name none. */
  defaultKind?: string | undefined;
}

export interface Ledger {
  assessed: Assessed;
  pack: Pack;
  asOf: string;
  rows: readonly AssessedRow[];
  levels: Uint8Array;
  levelsAtWorst: Uint8Array;
  scores: Float64Array;
  scoresAtWorst: Float64Array;
  /** Rows that were read, worst first. */
  order: readonly number[];
  /** Rows that could not be read. */
  wrong: readonly number[];
  notices: readonly Problem[];
  /** Every region path and what lies above it, in order. */
  regions: readonly string[];
  /** The kinds that occur. */
  kinds: ReadonlySet<string>;
  /** From having the bytes to having the ranking. */
  milliseconds: number;
  /** What takes a look at every single place; there a little later. */
  details: Details | undefined;
}

export async function assessLedger(pack: Pack, asOf: string, files: LedgerFiles): Promise<Ledger> {
  const start = performance.now();
  const { places, records, recordsFrom, defaultKind } = files;
  const assessed = await pack.assessFile({ asOf, recordsFrom, places, records, defaultKind });
  const rows = assessed.rows();
  const columns = {
    levels: assessed.levels(),
    levelsAtWorst: assessed.levelsAtWorst(),
    scores: assessed.scores(),
    scoresAtWorst: assessed.scoresAtWorst(),
  };
  const indices = rows.map((_, index) => index);
  const order = worstFirst(indices.filter((index) => !rows[index]?.problems), rows, columns, pack.items.score.better);
  return {
    assessed,
    pack,
    asOf,
    rows,
    ...columns,
    order,
    wrong: indices.filter((index) => rows[index]?.problems),
    notices: assessed.notices(),
    regions: regions(rows),
    kinds: new Set(rows.flatMap((row) => row.kinds)),
    milliseconds: performance.now() - start,
    details: undefined,
  };
}
