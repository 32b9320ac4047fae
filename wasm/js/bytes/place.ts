/** Where a module lies when a development server has moved the JavaScript away from it. */

/** Vite before version 8 puts a package's JavaScript into `node_modules/.vite/deps`, and leaves its other files. */
export function inPlace(beside: URL): string {
  return beside.href.replace(/\/\.vite\/deps\/(?=\w+\.wasm$)/, "/paicha/dist/");
}
