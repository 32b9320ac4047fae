/** Files that users drop: their bytes become places assessed. Loaded when the first file comes. */

import { bytes } from "#bytes/files";
import { Assessed } from "./assessed.js";
import { Engine, type Source } from "./engine.js";
import * as glue from "./module/files.js";
import { Pack, type AssessOptions, type FileOptions, type PackEngine } from "./pack.js";

const engine = new Engine(glue, bytes);

/** Says where `files.wasm` is, for pages that keep it elsewhere. */
export function locate(source: Source): void {
  engine.locate(source);
}

/** Assesses a file of places with the pack of a bundle. */
export async function assessFile(bundle: string, options: AssessOptions & FileOptions): Promise<Assessed> {
  await engine.start();
  const { places, records, defaultKind } = options;
  const own = engine as unknown as PackEngine;
  const raw = engine.call(engine.generation, (glue) => glue.Pack.fromBundle(bundle));
  const pack = new Pack(own, raw as unknown as ConstructorParameters<typeof Pack>[1], bundle);
  return engine.call(engine.generation, () => {
    const assessor = raw.assessor(options.asOf, options.recordsFrom);
    const reader = assessor.files();
    try {
      if (records) {
        reader.records(records.bytes, records.name, records.sheet, records.task);
      }
      const assessed = reader.places(places.bytes, places.name, places.sheet, defaultKind);
      const [sheet, sheets] = JSON.parse(reader.sheets()) as [string | null, string[]];
      return new Assessed(own, assessed as unknown as ConstructorParameters<typeof Assessed>[1], pack, { sheet, sheets });
    } finally {
      reader.free();
      assessor.free();
    }
  });
}
