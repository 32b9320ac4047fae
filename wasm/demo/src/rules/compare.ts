/** Which places of the ledger change level under the changed rules. */

import type { Pack } from "paicha";
import type { Ledger, LedgerFiles } from "../ledger/ledger.ts";
import type { Ends } from "../ui/level.ts";

export interface Change {
  row: number;
  before: Ends;
  after: Ends;
  scoreBefore: [number | null, number | null];
  scoreAfter: [number | null, number | null];
}

export interface Comparison {
  /** How many places were compared. */
  places: number;
  /** Places whose level changes at either end, worst now first. */
  changes: Change[];
  worse: number;
  better: number;
  /** Places of the same level with another score. */
  scores: number;
  /** Rows that can be read under one set of rules only. */
  unreadable: number;
}

export async function compare(ledger: Ledger, pack: Pack, files: LedgerFiles): Promise<Comparison> {
  const { places, records, recordsFrom, defaultKind } = files;
  const assessed = await pack.assessFile({ asOf: ledger.asOf, recordsFrom, places, records, defaultKind });
  const after = { levels: assessed.levels(), levelsAtWorst: assessed.levelsAtWorst(), scores: assessed.scores(), scoresAtWorst: assessed.scoresAtWorst() };
  const rows = assessed.rows();
  assessed.free();
  const ids = pack.items.levels.map((level) => level.id);
  // The changed rules may have other levels: told apart by id, shown in the ledger's order.
  const translate = (index: number | undefined) => ledger.pack.items.levels.findIndex((level) => level.id === ids[index ?? 255]);
  const comparison: Comparison = { places: 0, changes: [], worse: 0, better: 0, scores: 0, unreadable: 0 };
  for (const row of ledger.rows.keys()) {
    if (ledger.rows[row]?.problems || rows[row]?.problems) {
      comparison.unreadable += Number(!ledger.rows[row]?.problems !== !rows[row]?.problems);
      continue;
    }
    comparison.places += 1;
    const change = {
      row,
      before: ends(ledger.levels[row], ledger.levelsAtWorst[row]),
      after: ends(translate(after.levels[row]), translate(after.levelsAtWorst[row])),
      scoreBefore: scores(ledger.scores[row], ledger.scoresAtWorst[row]),
      scoreAfter: scores(after.scores[row], after.scoresAtWorst[row]),
    };
    note(comparison, change);
  }
  comparison.changes.sort((one, other) => one.after.level - other.after.level || one.after.atWorst - other.after.atWorst);
  return comparison;
}

const ends = (level = 255, atWorst = 255): Ends => ({ level, atWorst });

const scores = (score = NaN, atWorst = NaN): [number | null, number | null] => [Number.isNaN(score) ? null : score, Number.isNaN(atWorst) ? null : atWorst];

function note(comparison: Comparison, change: Change): void {
  const { before, after, scoreBefore, scoreAfter } = change;
  const step = after.level - before.level || after.atWorst - before.atWorst;
  if (step !== 0) {
    comparison.changes.push(change);
    comparison[step < 0 ? "worse" : "better"] += 1;
  } else if (scoreBefore[0] !== scoreAfter[0] || scoreBefore[1] !== scoreAfter[1]) {
    comparison.scores += 1;
  }
}
