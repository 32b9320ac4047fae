/** Files that users drop: their bytes become places assessed. Loaded when the first file comes. */

import { bytes } from "#bytes/files";
import { asBytes, asList, asObject, asOptionalText, asText } from "./argument.js";
import { Assessed } from "./assessed.js";
import { Engine } from "./engine.js";
import { filesLocated } from "./located.js";
import * as glue from "./module/files.js";
import type { AssessOptions, FileBytes, FileOptions, Pack, PackEngine, TableOptions } from "./pack.js";
import type { Row } from "./types.js";
import { written } from "./written.js";

const engine = new Engine(glue, bytes);

/** What the module takes of a file. */
function taken(file: FileBytes, name: string) {
  const { bytes, name: own, sheet } = asObject(file, name);
  return { bytes: asBytes(bytes, `${name}.bytes`), name: asText(own, `${name}.name`), sheet: asOptionalText(sheet, `${name}.sheet`) };
}

/** Assesses a file of places with a pack, which this module loads for itself. */
export async function assessFile(pack: Pack, options: AssessOptions & FileOptions): Promise<Assessed> {
  const places = taken(asObject(options, "options").places, "places");
  const records = options.records && { ...taken(options.records, "records"), task: asOptionalText(options.records.task, "records.task") };
  const defaultKind = asOptionalText(options.defaultKind, "defaultKind");
  return assessed(pack, options, (assessor, kept) => {
    const reader = kept(assessor.files());
    if (records) {
      reader.records(records.bytes, records.name, records.sheet, records.task);
    }
    const raw = reader.places(places.bytes, places.name, places.sheet, defaultKind);
    const [sheet, sheets] = JSON.parse(reader.sheets()) as [string | null, string[]];
    return { raw, sheet, sheets };
  });
}

/** What the module takes of a table. */
function cells(rows: readonly Row[], from: { file?: string | undefined; sheet?: string | undefined }, name: string) {
  return { cells: written(asList(rows, name)), file: asOptionalText(from.file, "file"), sheet: asOptionalText(from.sheet, "sheet") };
}

/** Assesses the rows of a table of cells, header first. */
export async function assessTable(pack: Pack, rows: readonly Row[], options: TableOptions): Promise<Assessed> {
  const places = cells(rows, asObject(options, "options"), "rows");
  const records = options.records && { ...cells(options.records.rows, options.records, "records.rows"), task: asOptionalText(options.records.task, "task") };
  const defaultKind = asOptionalText(options.defaultKind, "defaultKind");
  return assessed(pack, options, (assessor, kept) => {
    const reader = kept(assessor.table());
    if (records) {
      reader.records(records.cells, records.file, records.sheet, records.task);
    }
    return { raw: reader.places(places.cells, places.file, places.sheet, defaultKind), sheet: null, sheets: [] };
  });
}

interface Held {
  free(): void;
}

/** What was made of a file or table. */
interface Made {
  raw: glue.Assessed;
  sheet: string | null;
  sheets: string[];
}

/** Loads the pack, and gives back all that was made on the way to the result. */
async function assessed(pack: Pack, options: AssessOptions, read: (assessor: glue.Assessor, kept: <T extends Held>(one: T) => T) => Made): Promise<Assessed> {
  const asOf = asText(options.asOf, "asOf");
  const recordsFrom = asOptionalText(options.recordsFrom, "recordsFrom");
  await start();
  const { generation } = engine;
  const held: Held[] = [];
  const kept = <T extends Held>(one: T): T => {
    held.unshift(one);
    return one;
  };
  try {
    return engine.call(generation, (module) => {
      const own = kept(module.Pack.fromBundle(pack.bundle()));
      const { raw, sheet, sheets } = read(kept(own.assessor(asOf, recordsFrom)), kept);
      return new Assessed(engine as unknown as PackEngine, raw as unknown as ConstructorParameters<typeof Assessed>[1], pack, { sheet, sheets });
    });
  } finally {
    for (const one of held) {
      engine.free(generation, one);
    }
  }
}

function start(): Promise<void> {
  const located = filesLocated();
  if (located !== undefined) {
    engine.locate(located);
  }
  return engine.start();
}
