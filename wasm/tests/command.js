// The `paicha` command, built: `target/release/paicha`, or what PAICHA_COMMAND names.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export function paicha(...words) {
  return execFileSync(process.env.PAICHA_COMMAND ?? `${root}target/release/paicha`, words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}
