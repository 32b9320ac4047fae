// TypeScript accepts what is right and refuses what is wrong (`@ts-expect-error`), with the types of the package as built and
// with those that `paicha types` makes of a pack.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { before, test } from "node:test";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { load } from "paicha";
import { paicha } from "../command.js";
import { blocks } from "../readme.js";
import { compounds, restaurants } from "./places.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const tsc = path("../../node_modules/.bin/tsc");

before(() => {
  writeFileSync(path("facts.made.d.ts"), paicha("types", "rules/base"));
  const shown = blocks("ts").map(({ code }) => code.replace('"./facts.js"', '"./facts.made.js"'));
  assert.equal(shown.length, 1, "blocks of README.md");
  writeFileSync(path("readme.made.ts"), shown[0]);
});

for (const config of ["tsconfig.web.json", "tsconfig.node.json"]) {
  test(`tsc agrees: ${config}`, () => {
    const { stdout, status } = spawnSync(tsc, ["--project", path(config)], { encoding: "utf8" });
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });
}

test("the core reads the places that fit the types", async () => {
  const pack = await load(paicha("bundle", "rules/base"));
  for (const place of [...restaurants, ...compounds]) {
    pack.assess(place, { asOf: "2022-12-31" });
    assert.deepEqual(pack.assessor({ asOf: "2022-12-31" }).notices(), []);
  }
  const outcomes = compounds.map((place) => pack.assess(place, { asOf: "2022-12-31" }).outcomes.wall_tiles);
  assert.deepEqual(outcomes, ["passed", "failed", "not_applicable"]);
});
