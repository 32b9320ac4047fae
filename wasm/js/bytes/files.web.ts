/** The module's bytes in a browser: an asset beside this file. */
export const bytes = (): Promise<Response> => fetch(new URL("./files.wasm", import.meta.url));
