/** Writes the service worker: it knows every file that was built, and a version that changes with any of them. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

export function offline(): Plugin {
  let target = "";
  let template = "";
  return {
    name: "offline",
    apply: "build",
    configResolved({ root, build }) {
      target = join(root, build.outDir);
      template = join(root, "build/sw.js");
    },
    closeBundle() {
      const files = built(target);
      const digest = createHash("sha256");
      files.forEach((file) => digest.update(file).update(readFileSync(join(target, file))));
      const worker = readFileSync(template, "utf8")
        .replace("__VERSION__", JSON.stringify(digest.digest("hex").slice(0, 16)))
        .replace("__FILES__", JSON.stringify(["./", ...files]));
      writeFileSync(join(target, "sw.js"), worker);
    },
  };
}

function built(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((file) => file.replace(/\\/g, "/"))
    .filter((file) => file !== "sw.js" && statSync(join(folder, file)).isFile())
    .sort();
}
