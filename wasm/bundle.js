// Bundles the package's JavaScript: ES modules for browsers and bundlers, ES modules and CommonJS for Node.
import { build } from "esbuild";

const bytes = (where) => ({
  name: "bytes",
  setup({ onResolve }) {
    onResolve({ filter: /^#bytes\// }, ({ path }) => ({
      path: new URL(`js/bytes/${path.slice("#bytes/".length)}.${where}.ts`, import.meta.url).pathname,
    }));
  },
});

const shared = { bundle: true, target: "es2020", charset: "utf8", legalComments: "none", logLevel: "warning" };

await build({
  ...shared,
  entryPoints: ["js/index.ts", "js/full.ts"],
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  plugins: [bytes("web")],
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
