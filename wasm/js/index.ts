/** `paicha`: runs bundles. Rule files are `paicha/full`'s. */

import { bytes } from "#bytes/paicha";
import { asText } from "./argument.js";
import { Engine } from "./engine.js";
import * as glue from "./module/paicha.js";
import { PaichaError } from "./error.js";
import { Pack } from "./pack.js";
import type { Source } from "./source.js";

export type * from "./types.js";
export type * from "./items.js";
export type { Column, Columns, Dictionary, Numbers } from "./columns.js";
export type { AssessOptions, ManyOptions, FileBytes, FileOptions, Pack, PlaceOptions, TableOptions } from "./pack.js";
export type { Assessor } from "./assessor.js";
export { type Assessed, type AssessedRow, type KnownPlace, NONE, OUTCOMES } from "./assessed.js";
export type { Source } from "./source.js";
export { locateFiles } from "./located.js";
export { PaichaError } from "./error.js";

const engine = new Engine(glue, bytes);

/** Says where `paicha.wasm` is, for pages that keep it elsewhere. To be called before the first `load`. */
export function locate(source: Source): void {
  engine.locate(source);
}

/**
 * Loads a bundle (what `paicha bundle` writes). One that has script functions is run by `paicha/full`, which is then
 * loaded too.
 *
 * @throws PaichaError `B001` to `B004` for a text that is no sound bundle.
 */
export async function load(bundle: string): Promise<Pack> {
  asText(bundle, "bundle");
  await engine.start();
  try {
    return new Pack(engine, engine.call(engine.generation, (glue) => glue.Pack.fromBundle(bundle)), bundle);
  } catch (error) {
    if (error instanceof PaichaError && error.code === "B005") {
      return (await import("./full.js")).load(bundle);
    }
    throw error;
  }
}
