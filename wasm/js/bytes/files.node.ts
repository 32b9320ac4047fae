/** The module's bytes in Node: a file of the package. */
import { readFileSync } from "node:fs";

export const bytes = (): Uint8Array<ArrayBuffer> => readFileSync(new URL("../files.wasm", import.meta.url)) as Uint8Array<ArrayBuffer>;
