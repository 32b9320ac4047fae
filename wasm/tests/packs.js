// The packs in rules/, as rule files and as bundles.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { check } from "paicha/full";

const rules = new URL("../../rules/", import.meta.url);

/** All rule files by their path under the rules root. */
export function ruleFiles() {
  const paths = readdirSync(rules, { recursive: true }).filter((path) => /\.(toml|rhai)$/.test(path));
  return Object.fromEntries(paths.sort().map((path) => [path, new Uint8Array(readFileSync(new URL(path, rules)))]));
}

/** The folders of packs. */
export function folders() {
  return readdirSync(rules).filter((name) => existsSync(new URL(`${name}/pack.toml`, rules)));
}

export async function bundle(folder) {
  const checked = await check(ruleFiles(), folder);
  const text = checked.bundle();
  checked.pack.free();
  checked.free();
  return text;
}
