// The code blocks of README.md.
import { readFileSync } from "node:fs";

/** Blocks of a language, with what stands behind it on the fence. */
export function blocks(language) {
  const text = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const found = text.matchAll(/^```(\w+) ?(\w*)\n([^]*?)^```$/gm);
  return [...found].filter(([, own]) => own === language).map(({ 2: where, 3: code, index }) => ({
    where,
    code,
    line: text.slice(0, index).split("\n").length,
  }));
}
