/** Which place is worse: as the command line's `score` sorts. */

import type { AssessedRow } from "paicha";

export interface RankColumns {
  levels: Uint8Array;
  levelsAtWorst: Uint8Array;
  scores: Float64Array;
  scoresAtWorst: Float64Array;
}

/** By level, level at worst, score, score at worst, id. No score, because it could not be computed, is worse than any. */
export function worstFirst(indices: readonly number[], rows: readonly AssessedRow[], columns: RankColumns, better: "low" | "high"): number[] {
  const sign = better === "low" ? -1 : 1;
  const score = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? -Infinity : sign * value);
  const { levels, levelsAtWorst, scores, scoresAtWorst } = columns;
  const compare = (one: number, other: number): number =>
    (levels[one] ?? 0) - (levels[other] ?? 0) ||
    (levelsAtWorst[one] ?? 0) - (levelsAtWorst[other] ?? 0) ||
    order(score(scores[one]), score(scores[other])) ||
    order(score(scoresAtWorst[one]), score(scoresAtWorst[other])) ||
    order(rows[one]?.id ?? "", rows[other]?.id ?? "");
  return [...indices].sort(compare);
}

const order = <T extends number | string>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0);
