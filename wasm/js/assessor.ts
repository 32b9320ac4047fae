/** A pack on a date. */

import { Assessed } from "./assessed.js";
import { assessColumns, type Columns } from "./columns.js";
import { asList, asObject, asOptionalText } from "./argument.js";
import { written } from "./written.js";
import { Writer } from "./writer.js";
import type * as Glue from "./module/paicha.js";
import type { ManyOptions, Pack, PackEngine } from "./pack.js";
import type { Assessment, Explanation, FactValue, Place, Problem, Question, Score } from "./types.js";

export class Assessor {
  private readonly engine: PackEngine;
  private readonly generation: number;
  private readonly raw: Glue.Assessor;
  /** The pack. */
  readonly pack: Pack;
  private readonly levels: readonly string[];
  private own: Writer | undefined;

  /** @internal Assessors come from `pack.assessor`. */
  constructor(engine: PackEngine, raw: Glue.Assessor, pack: Pack) {
    this.engine = engine;
    this.generation = engine.generation;
    this.raw = raw;
    this.pack = pack;
    this.levels = pack.items.levels.map((level) => level.id);
  }

  private call<T>(work: () => T): T {
    return this.engine.call(this.generation, work);
  }

  /** Everything concluded about a place. */
  assess<F extends object, A extends object>(place: Place<F, A>): Assessment {
    const text = written(place);
    return JSON.parse(this.call(() => this.raw.assess(text))) as Assessment;
  }

  /** As `assess`, with what it follows from and what to ask next. */
  explain<F extends object, A extends object>(place: Place<F, A>): Explanation {
    const text = written(place);
    return JSON.parse(this.call(() => this.raw.explain(text))) as Explanation;
  }

  /** Score and level alone, with both ends. Nothing is made of what `assess` tells besides, so that it takes a fraction of the time. */
  score<F extends object, A extends object>(place: Place<F, A>): Score {
    const ends = this.quick(place);
    if (ends === undefined) {
      const { score, score_at_worst, level = null, level_at_worst = null } = this.assess(place);
      return { score, score_at_worst, level, level_at_worst };
    }
    const { levels } = this;
    const score = ends[0] as number;
    const atWorst = ends[1] as number;
    return {
      score: score === score ? score : null,
      score_at_worst: atWorst === atWorst ? atWorst : null,
      level: levels[ends[2] as number] ?? null,
      level_at_worst: levels[ends[3] as number] ?? null,
    };
  }

  private quick(place: unknown): Float64Array | undefined {
    const { engine } = this;
    if (typeof place !== "object" || place === null) {
      return undefined;
    }
    engine.check(this.generation);
    try {
      this.own ??= new Writer(this.raw, engine.memory as WebAssembly.Memory);
      return this.own.score(place);
    } catch (error) {
      throw engine.failed(error);
    }
  }

  /** What was not used of the last place given to `assess` or `explain`: records of tasks the pack does not know, … */
  notices(): Problem[] {
    return JSON.parse(this.call(() => this.raw.notices())) as Problem[];
  }

  /** What to ask at a place of some kinds, most telling first. `answers` holds facts and answers by id. */
  questions(kinds: readonly string[], answers: Record<string, FactValue>): Question[] {
    const observed = new Set(this.pack.items.checks.filter((check) => check.rule === "observed").map((check) => check.id));
    asList(kinds, "kinds");
    asObject(answers, "answers");
    const of = (isAnswer: boolean) =>
      Object.fromEntries(Object.entries(answers).filter(([id]) => observed.has(id) === isAnswer));
    return this.explain({ id: "questions", kinds, facts: of(false), answers: of(true) as Record<string, string | null> }).questions;
  }

  /** Assesses many places: an array of objects, or columns (which say the kinds themselves). A place that cannot be read is a row with problems. */
  assessMany<F extends object, A extends object>(places: readonly Place<F, A>[] | Columns, options: Pick<ManyOptions, "defaultKind"> = {}): Assessed {
    if (!Array.isArray(places)) {
      return this.assessed(() => assessColumns(this.raw, this.pack.items, places as Columns));
    }
    const defaultKind = asOptionalText(options.defaultKind, "defaultKind");
    const lines = (places as readonly Place<F, A>[]).map(written).join("\n");
    return this.assessed(() => this.raw.assessLines(lines, defaultKind));
  }

  private assessed(work: () => Glue.Assessed): Assessed {
    return new Assessed(this.engine, this.call(work), this.pack);
  }

  /** Gives the memory back now rather than when the garbage collector comes by. */
  free(): void {
    this.engine.free(this.generation, this.raw);
  }
}
