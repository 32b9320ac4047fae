// The vectors, and what the Rust library prints for them (`vector-texts` of the package paicha-tests).
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const tests = new URL("../../../tests/", import.meta.url);

/** Where `cargo run -p paicha-tests --bin vector-texts` was written to; `wasm/test` does that. */
const PRINTED = process.env.PAICHA_VECTOR_TEXTS ?? fileURLToPath(new URL("../../../target/vector-texts.jsonl", import.meta.url));

export function topics() {
  const names = readdirSync(new URL("vectors/", tests)).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => JSON.parse(readFileSync(new URL(`vectors/${name}`, tests), "utf8")));
}

/** How many cases there must be: one number for all languages. */
export function cases() {
  const [, number] = /CASES: usize = ([\d_]+);/.exec(readFileSync(new URL("support/lib.rs", tests), "utf8"));
  return Number(number.replaceAll("_", ""));
}

export function printed() {
  const lines = readFileSync(PRINTED, "utf8").trimEnd().split("\n");
  return new Map(lines.map((line) => JSON.parse(line)).map((texts) => [texts.name, texts]));
}
