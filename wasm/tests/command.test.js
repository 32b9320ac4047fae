// The package and the command line say the same, byte for byte: bundles of packs, and the ledgers that lie beside them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "paicha";
import { paicha } from "./command.js";
import { bundle, folders } from "./packs.js";

for (const folder of folders()) {
  test(`the bundle of ${folder}`, async () => {
    assert.equal(await bundle(folder), paicha("bundle", `rules/${folder}`));
  });
}

const file = (path) => ({ name: path, bytes: readFileSync(new URL(`../../rules/${path}`, import.meta.url)) });

/** What a person has: a pack, a ledger, a date, and perhaps records of what was done. */
const LEDGERS = [
  { pack: "xincheng-2022", places: "xincheng-2022/places.csv", asOf: "2022-12-31" },
  { pack: "xincheng-2022", places: "xincheng-2022/gas_restaurants.csv", asOf: "2022-10-31", records: "xincheng-2022/gas_records.csv" },
  { pack: "zhenru-2023", places: "zhenru-2023/places.csv", asOf: "2023-12-31" },
];

for (const { pack, places, asOf, records } of LEDGERS) {
  test(`the assessments of ${places}`, async () => {
    const words = records ? ["--records", `rules/${records}`] : [];
    const printed = paicha("score", `rules/${pack}`, `rules/${places}`, "--as-of", asOf, "--format", "jsonl", ...words).trimEnd().split("\n");
    const many = await (await load(await bundle(pack))).assessFile({ asOf, places: file(places), records: records && file(records) });
    assert.ok(many.length > 0);
    assert.deepEqual(Array.from({ length: many.length }, (_, row) => JSON.stringify(many.assessment(row))), printed);
    assert.deepEqual([...many.scores()], printed.map((line) => JSON.parse(line).score ?? Number.NaN));
    many.free();
  });
}
