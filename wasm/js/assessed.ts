/** Many places assessed: typed arrays over all rows, and everything about one row when asked. */

import type * as Glue from "./module/paicha.js";
import type { Pack, PackEngine } from "./pack.js";
import { asText } from "./argument.js";
import { failure } from "./error.js";
import type { Answer, Assessment, Explanation, FactValue, Outcome, Place, Problem, ReasonInput } from "./types.js";

/** Who the place of a row is; a row that cannot be read has `problems` and no results. */
export interface AssessedRow {
  /** The row's number in its table, the position in its array from 1. */
  row: number;
  id: string | null;
  name: string | null;
  kinds: string[];
  region: string | null;
  problems?: Problem[];
}

/** A place with all that is known of it. */
export interface KnownPlace extends Place {
  kinds: readonly string[];
  facts: Record<string, FactValue>;
  answers: Record<string, Answer>;
}

/** What stands for "none" in `levels`, `levelsAtWorst` and `outcomes`. */
export const NONE = 255;

/** Outcomes by the number that `outcomes` gives. */
export const OUTCOMES: readonly Outcome[] = ["failed", "passed", "not_applicable", "unknown", "not_failed", "scored"];

export class Assessed {
  /** How many rows there are, unreadable ones included. */
  readonly length: number;
  /** The sheet that was read, of a workbook. */
  readonly sheet: string | undefined;
  /** The sheets it was chosen from. */
  readonly sheets: readonly string[];
  private readonly engine: PackEngine;
  private readonly generation: number;
  private readonly raw: Glue.Assessed;
  private readonly pack: Pack;
  private parsed: AssessedRow[] | undefined;

  /** @internal */
  constructor(engine: PackEngine, raw: Glue.Assessed, pack: Pack, read: { sheet: string | null; sheets: string[] } = { sheet: null, sheets: [] }) {
    this.engine = engine;
    this.generation = engine.generation;
    this.raw = raw;
    this.pack = pack;
    this.sheet = read.sheet ?? undefined;
    this.sheets = read.sheets;
    this.length = this.call(() => raw.length);
  }

  private call<T>(work: () => T): T {
    return this.engine.call(this.generation, work);
  }

  /** The better end of each score; NaN where there is none. */
  scores(): Float64Array {
    return this.call(() => this.raw.scores());
  }

  /** The worse end of each score; NaN where there is none. */
  scoresAtWorst(): Float64Array {
    return this.call(() => this.raw.scoresAtWorst());
  }

  /** The level of each row, by its index in `pack.items.levels` (0 is the worst); 255 where there is none. */
  levels(): Uint8Array {
    return this.call(() => this.raw.levels());
  }

  /** The level at worst of each row. */
  levelsAtWorst(): Uint8Array {
    return this.call(() => this.raw.levelsAtWorst());
  }

  /** The outcome of a check in each row, by its index in `OUTCOMES`; 255 where the place does not have the check. */
  outcomes(check: string): Uint8Array {
    asText(check, "check");
    const index = this.pack.items.checks.findIndex((item) => item.id === check);
    if (index < 0) {
      throw failure("A006", `没有检查项 ${check}`, `there is no check ${check}`);
    }
    return this.call(() => this.raw.outcomes(index));
  }

  /** Who the places are, and which rows could not be read. */
  rows(): AssessedRow[] {
    if (!this.parsed) {
      const rows = JSON.parse(this.call(() => this.raw.rows())) as (AssessedRow & { kinds: (number | string)[] })[];
      const kinds = this.pack.items.kinds.map((kind) => kind.id);
      for (const row of rows) {
        row.kinds = (row.kinds as unknown as number[]).map((kind) => kinds[kind] ?? "");
      }
      this.parsed = rows;
    }
    return this.parsed;
  }

  /** Everything concluded about the place of a row. */
  assessment(row: number): Assessment {
    return JSON.parse(this.call(() => this.raw.assessment(index(row)))) as Assessment;
  }

  /** As `assessment`, with what it follows from and what to ask next. */
  explain(row: number): Explanation {
    return JSON.parse(this.call(() => this.raw.explain(index(row)))) as Explanation;
  }

  /**
   * What is known of the place of a row, as a place: to be asked on about, or assessed by other rules. What was done there
   * is not among it.
   */
  place(row: number): KnownPlace {
    const known = JSON.parse(this.call(() => this.raw.known(index(row)))) as ReasonInput[];
    const { id, name, kinds, region } = this.rows()[row] as AssessedRow;
    const observed = new Set(this.pack.items.checks.filter((check) => check.rule === "observed").map((check) => check.id));
    const part = (isAnswer: boolean) => Object.fromEntries(known.filter((input) => observed.has(input.id) === isAnswer).map((input) => [input.id, input.value]));
    return { id: id ?? "", name, kinds, region, facts: part(false), answers: part(true) as KnownPlace["answers"] };
  }

  /** What was not used of the rows: columns, records, … */
  notices(): Problem[] {
    return JSON.parse(this.call(() => this.raw.notices())) as Problem[];
  }

  /** Gives the memory back now rather than when the garbage collector comes by. */
  free(): void {
    this.engine.free(this.generation, this.raw);
  }
}

/** The number of a row; the module would read anything else as some other row. */
function index(row: number): number {
  if (!Number.isInteger(row) || row < 0) {
    throw failure("A002", "没有这一行", "there is no such row");
  }
  return row;
}
