/** A pack ready to assess places. */

import { Assessed } from "./assessed.js";
import { Assessor } from "./assessor.js";
import { asObject, asOptionalText, asText } from "./argument.js";
import type { Engine } from "./engine.js";
import type { Items } from "./items.js";
import type * as Glue from "./module/paicha.js";
import type { Assessment, DateText, Diagnostic, Explanation, FactValue, PackReference, Place, Question, Row, Score, TaskRecord } from "./types.js";
import type { Columns } from "./columns.js";

/** @internal */
export type PackEngine = Engine<typeof Glue>;

/** What an assessment is told besides the place. */
export interface AssessOptions {
  /** The date of the assessment; there is no clock. */
  asOf: DateText;
  /** Since when the records are complete; periods that began before it are not judged. */
  recordsFrom?: DateText | undefined;
}

/** Options for one place. */
export interface PlaceOptions extends AssessOptions {
  /** What was done at the place, instead of its own `records`. */
  records?: readonly TaskRecord[] | undefined;
}

/** Options for many places. */
export interface ManyOptions extends AssessOptions {
  /** The kind of rows that name none. */
  defaultKind?: string | undefined;
}

/** Where rows of cells come from, as problems name it, and the records for the places. */
export interface TableOptions extends ManyOptions {
  file?: string | undefined;
  sheet?: string | undefined;
  /** A table of records, header first. */
  records?: { rows: readonly Row[]; file?: string | undefined; sheet?: string | undefined; task?: string | undefined } | undefined;
}

/** A file as a user gave it. */
export interface FileBytes {
  bytes: Uint8Array;
  /** Its name, as problems call it. */
  name: string;
  /** The sheet to read; by default the first whose header is recognised. */
  sheet?: string | undefined;
}

/** What to read from files: CSV in any usual encoding, XLSX, XLS, ODS, JSON, JSON Lines. */
export interface FileOptions {
  places: FileBytes;
  /** A file of records, and the task of records that name none. */
  records?: (FileBytes & { task?: string | undefined }) | undefined;
  /** The kind of rows that name none. */
  defaultKind?: string | undefined;
}

export class Pack {
  private readonly engine: PackEngine;
  private readonly generation: number;
  private readonly raw: Glue.Pack;
  private readonly source: string;
  private parsed: { digest: string; items: Items } | undefined;
  private last: { options: AssessOptions; assessor: Assessor } | undefined;

  /** @internal Packs come from `load`. */
  constructor(engine: PackEngine, raw: Glue.Pack, bundle: string) {
    this.engine = engine;
    this.source = bundle;
    this.generation = engine.generation;
    this.raw = raw;
  }

  private call<T>(work: () => T): T {
    return this.engine.call(this.generation, work);
  }

  private get content(): { digest: string; items: Items } {
    this.parsed ??= JSON.parse(this.source) as { digest: string; items: Items };
    return this.parsed;
  }

  /** Id, version and digest, as every result names them. */
  get reference(): PackReference {
    const { digest, items } = this.content;
    return { id: items.info.id, version: items.info.version, digest };
  }

  /** The pack's id. */
  get id(): string {
    return this.items.info.id;
  }

  /** SHA-256 of the resolved items, in hex. */
  get digest(): string {
    return this.content.digest;
  }

  /** Everything the pack says: kinds, facts, checks, levels with their colours, … */
  get items(): Items {
    return this.content.items;
  }

  /** The warning `W0503` that the pack is used outside its dates, if it is. */
  warning(asOf: DateText): Diagnostic | undefined {
    asText(asOf, "asOf");
    const warning = this.call(() => this.raw.warning(asOf));
    return warning === undefined ? undefined : (JSON.parse(warning) as Diagnostic);
  }

  /** An assessor as of a date, to be made once and kept: it remembers what it worked out for each set of kinds. */
  assessor(options: AssessOptions): Assessor {
    const asOf = asText(asObject(options, "options").asOf, "asOf");
    const recordsFrom = asOptionalText(options.recordsFrom, "recordsFrom");
    const raw = this.call(() => this.raw.assessor(asOf, recordsFrom));
    return new Assessor(this.engine, raw, this);
  }

  private of(options: AssessOptions): Assessor {
    const { last } = this;
    asObject(options, "options");
    if (last && last.options.asOf === options.asOf && last.options.recordsFrom === options.recordsFrom) {
      return last.assessor;
    }
    const { asOf, recordsFrom } = options;
    const assessor = this.assessor(options);
    last?.assessor.free();
    this.last = { options: { asOf, recordsFrom }, assessor };
    return assessor;
  }

  /** Everything concluded about a place. */
  assess<F extends object, A extends object>(place: Place<F, A>, options: PlaceOptions): Assessment {
    return this.of(options).assess(withRecords(place, options));
  }

  /** As `assess`, with what it follows from and what to ask next. */
  explain<F extends object, A extends object>(place: Place<F, A>, options: PlaceOptions): Explanation {
    return this.of(options).explain(withRecords(place, options));
  }

  /** Score and level alone, with both ends; quicker. */
  score<F extends object, A extends object>(place: Place<F, A>, options: PlaceOptions): Score {
    return this.of(options).score(withRecords(place, options));
  }

  /** What to ask at a place of some kinds, most telling first. `answers` holds facts and answers by id. */
  questions(kinds: readonly string[], answers: Record<string, FactValue>, options: AssessOptions): Question[] {
    return this.of(options).questions(kinds, answers);
  }

  /** Assesses many places: an array of objects, or columns. A place that cannot be read is a row with problems. */
  assessMany<F extends object, A extends object>(places: readonly Place<F, A>[] | Columns, options: ManyOptions): Assessed {
    return this.of(options).assessMany(places, options);
  }

  /** Assesses the rows of a table of cells, header first. What reads tables is loaded when first needed. */
  async assessTable(rows: readonly Row[], options: TableOptions): Promise<Assessed> {
    const { assessTable } = await import("./files.js");
    return assessTable(this, rows, options);
  }

  /** Assesses a file of places, read as the command line reads it. What reads files is loaded when first needed. */
  async assessFile(options: AssessOptions & FileOptions): Promise<Assessed> {
    const { assessFile } = await import("./files.js");
    return assessFile(this, options);
  }

  /** The pack as a bundle, for `load`. */
  bundle(): string {
    return this.source;
  }

  /** Gives the memory back now rather than when the garbage collector comes by. */
  free(): void {
    this.last?.assessor.free();
    this.last = undefined;
    this.engine.free(this.generation, this.raw);
  }
}

function withRecords<F extends object, A extends object>(place: Place<F, A>, options: PlaceOptions): Place<F, A> {
  return options.records === undefined ? place : { ...place, records: options.records };
}
