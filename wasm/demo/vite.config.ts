/** Builds the demo portal: no inline script or style, so that it runs under a strict Content-Security-Policy. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { offline } from "./build/offline.ts";

const dist = (file: string) => fileURLToPath(new URL(`../dist/${file}`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: {
    alias: [
      { find: /^paicha$/, replacement: dist("index.js") },
      { find: /^paicha\/full$/, replacement: dist("full.js") },
      { find: /^paicha\/checklist$/, replacement: dist("checklist.js") },
    ],
  },
  server: { fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] } },
  build: {
    target: ["es2020", "chrome90", "safari14"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
  plugins: [offline()],
});
