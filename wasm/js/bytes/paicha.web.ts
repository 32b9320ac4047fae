/** The module's bytes in a browser: an asset beside this file. */
import { inPlace } from "./place.js";

export const bytes = (): Promise<Response> => fetch(inPlace(new URL("./paicha.wasm", import.meta.url)));
