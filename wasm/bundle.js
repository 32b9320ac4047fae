// Bundles the package's JavaScript: ES modules for browsers and bundlers, ES modules and CommonJS for Node.
import { build, transform } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";

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
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, charset: "utf8", target: ["chrome90", "safari14"] });
      await mkdir("dist", { recursive: true });
      await writeFile(`dist/${basename(path)}`, code);
      return { contents: code, loader: "text" };
    });
  },
};

const shared = { bundle: true, target: "es2020", charset: "utf8", legalComments: "none", logLevel: "warning" };

await build({
  ...shared,
  entryPoints: ["js/index.ts", "js/full.ts", "js/checklist.ts"],
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  plugins: [bytes("web"), sheets],
});
await build({
  ...shared,
  entryPoints: ["js/index.ts", "js/full.ts"],
  outdir: "dist/node",
  format: "esm",
  platform: "node",
  splitting: true,
  plugins: [bytes("node")],
});
await build({
  ...shared,
  entryPoints: ["js/index.ts", "js/full.ts"],
  outdir: "dist/node",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  platform: "node",
  plugins: [bytes("node")],
  define: { "import.meta.url": "__paicha_url" },
  banner: { js: 'const __paicha_url=require("node:url").pathToFileURL(__filename).href;' },
});
