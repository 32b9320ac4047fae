// Bundles the package's JavaScript: ES modules for browsers and bundlers, ES modules and CommonJS for Node; and gives
// CommonJS its own copies of the types.
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";

const bytes = (where) => ({
  name: "bytes",
  setup({ onResolve }) {
    onResolve({ filter: /^#bytes\// }, ({ path }) => ({
      path: new URL(`js/bytes/${path.slice("#bytes/".length)}.${where}.ts`, import.meta.url).pathname,
    }));
  },
});

// A style sheet is bundled as a text, and also lies beside the bundle for browsers that must link it.
const sheets = {
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, minify: true, charset: "utf8", target: ["chrome90", "safari14"] });
      const { text } = outputFiles[0];
      writeFileSync(`dist/${basename(path)}`, text);
      return { contents: text, loader: "text" };
    });
  },
};

// The checklist, an element for browsers alone, uses the package as a page does: the same engine, the same errors.
const besideIndex = {
  name: "beside index",
  setup({ onResolve }) {
    onResolve({ filter: /\/index\.js$/ }, ({ importer }) => (importer.includes("/js/checklist") ? { path: "./index.js", external: true } : undefined));
  },
};

const ENTRIES = ["index", "full"];

const shared = { bundle: true, target: "es2020", charset: "utf8", legalComments: "none", logLevel: "warning" };

await build({
  ...shared,
  entryPoints: ENTRIES.map((name) => `js/${name}.ts`),
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  plugins: [bytes("web")],
});
await build({
  ...shared,
  entryPoints: ["js/checklist.ts"],
  outdir: "dist",
  format: "esm",
  plugins: [besideIndex, sheets],
});
await build({
  ...shared,
  entryPoints: ENTRIES.map((name) => `js/${name}.ts`),
  outdir: "dist/node",
  format: "esm",
  platform: "node",
  splitting: true,
  plugins: [bytes("node")],
});
// One file, so that both entries have the same classes: an error of one is `instanceof` the other's.
await build({
  ...shared,
  stdin: { contents: ENTRIES.map((name) => `export * as ${name} from "./${name}.ts";`).join("\n"), resolveDir: "js" },
  outfile: "dist/node/all.cjs",
  format: "cjs",
  platform: "node",
  plugins: [bytes("node")],
  define: { "import.meta.url": "__paicha_url" },
  banner: { js: 'const __paicha_url=require("node:url").pathToFileURL(__filename).href;' },
});
for (const name of ENTRIES) {
  writeFileSync(`dist/node/${name}.cjs`, `module.exports = require("./all.cjs").${name};\n`);
}

/** The declarations that a file leads to, itself included. */
function declared(file, found = new Set()) {
  if (!found.has(file)) {
    found.add(file);
    const text = readFileSync(`dist/types/${file}`, "utf8");
    for (const [, path] of text.matchAll(/(?:from |import\()"(\.[^"]*)\.js"/g)) {
      declared(join(dirname(file), `${path}.d.ts`), found);
    }
  }
  return found;
}

// What no entry leads to is nobody's type.
const shown = new Set([...ENTRIES, "checklist"].flatMap((name) => [...declared(`${name}.d.ts`)]));
for (const file of readdirSync("dist/types", { recursive: true }).filter((file) => file.endsWith(".d.ts") && !shown.has(file))) {
  rmSync(`dist/types/${file}`);
}

// TypeScript reads `.d.ts` of an ES package as an ES module, which CommonJS cannot `require`.
for (const file of shown) {
  const text = readFileSync(`dist/types/${file}`, "utf8");
  writeFileSync(`dist/types/${file.replace(/\.d\.ts$/, ".d.cts")}`, text.replace(/((?:from |import\()"\.[^"]*)\.js"/g, '$1.cjs"'));
}

for (const license of ["LICENSE-APACHE", "LICENSE-MIT"]) {
  copyFileSync(`../${license}`, `dist/${license}`);
}
