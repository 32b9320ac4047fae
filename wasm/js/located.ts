/** Where `files.wasm` is, for pages that keep it elsewhere. Apart from `files.ts`, which is loaded only when a file comes. */

import type { Source } from "./source.js";

let located: Source | undefined;

/** Says where `files.wasm` is. To be called before the first `assessFile`. */
export function locateFiles(source: Source): void {
  located = source;
}

export function filesLocated(): Source | undefined {
  return located;
}
