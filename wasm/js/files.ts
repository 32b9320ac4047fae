/** Files that users drop: their bytes become places assessed. Loaded when the first file comes. */

import { bytes } from "#bytes/files";
import { asBytes, asObject, asOptionalText, asText } from "./argument.js";
import { Assessed } from "./assessed.js";
import { Engine } from "./engine.js";
import { filesLocated } from "./located.js";
import * as glue from "./module/files.js";
import type { AssessOptions, FileBytes, FileOptions, Pack, PackEngine } from "./pack.js";

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
  const asOf = asText(options.asOf, "asOf");
  const recordsFrom = asOptionalText(options.recordsFrom, "recordsFrom");
  const defaultKind = asOptionalText(options.defaultKind, "defaultKind");
  await start();
  const { generation } = engine;
  const held: { free(): void }[] = [];
  const kept = <T extends { free(): void }>(make: (module: typeof glue) => T): T => {
    const one = engine.call(generation, make);
    held.unshift(one);
    return one;
  };
  try {
    const own = kept((module) => module.Pack.fromBundle(pack.bundle()));
    const assessor = kept(() => own.assessor(asOf, recordsFrom));
    const reader = kept(() => assessor.files());
    return engine.call(generation, () => {
      if (records) {
        reader.records(records.bytes, records.name, records.sheet, records.task);
      }
      const assessed = reader.places(places.bytes, places.name, places.sheet, defaultKind);
      const [sheet, sheets] = JSON.parse(reader.sheets()) as [string | null, string[]];
      return new Assessed(engine as unknown as PackEngine, assessed as unknown as ConstructorParameters<typeof Assessed>[1], pack, { sheet, sheets });
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
