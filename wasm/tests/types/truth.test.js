// What the types say is what comes out: every result of the vectors and of the packs in rules/ has the keys that js/types.ts
// and js/items.ts declare, no others, with values of the declared types; and every declared key comes out somewhere.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { check } from "paicha/full";
import { createGenerator } from "ts-json-schema-generator";
import { folders, ruleFiles } from "../packs.js";
import { printed, topics } from "../vectors/data.js";
import { runOf } from "../vectors/expand.js";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** A check of values against a type, which remembers the keys seen. */
function checker(file, type) {
  const tsconfig = path("tsconfig.json");
  const schema = createGenerator({ path: path(file), tsconfig, type, additionalProperties: false, skipTypeCheck: true }).createSchema(type);
  const validate = new Ajv({ strict: false, allowUnionTypes: true }).compile(schema);
  const declared = new Set(Object.values(schema.definitions).flatMap(({ properties = {} }) => Object.keys(properties)));
  return {
    conforms(value, about) {
      assert.ok(validate(value), `${about}: ${JSON.stringify(validate.errors)}\n${JSON.stringify(value).slice(0, 1000)}`);
      JSON.stringify(value, (key, inner) => (declared.delete(key), inner));
    },
    /** Declared keys that no value had. */
    unseen: () => [...declared].sort(),
  };
}

let runs;

before(() => {
  const texts = printed();
  const all = topics().flatMap((topic) => topic.cases.map((one) => runOf(topic, one)));
  runs = all.map((run) => ({ run, name: run.one.name, text: texts.get(run.one.name) }));
});

/** The rows that the library printed, of one sort. */
function rowsOf(sort) {
  const sortOf = (row, { one }) => (row.problems ? "ErrorRow" : one.expect_explain ? "Explanation" : "Assessment");
  return runs.flatMap(({ run, name, text }) => {
    const rows = text.rows.map((row) => JSON.parse(row));
    return rows.filter((row) => sortOf(row, run) === sort).map((row) => [row, name]);
  });
}

test("every Assessment of the vectors", () => {
  const { conforms, unseen } = checker("js/types.ts", "Assessment");
  const rows = rowsOf("Assessment");
  assert.ok(rows.length > 900, `${rows.length} of them`);
  rows.forEach(([row, name]) => conforms(row, name));
  assert.deepEqual(unseen(), []);
});

test("every Explanation of the vectors", () => {
  const { conforms, unseen } = checker("js/types.ts", "Explanation");
  const rows = rowsOf("Explanation");
  assert.ok(rows.length > 15, `${rows.length} of them`);
  rows.forEach(([row, name]) => conforms(row, name));
  const own = ["level_because", "level_at_worst_because", "score_terms", "questions", "changes_level", "terms", "term", "when", "input"];
  assert.deepEqual(unseen().filter((key) => own.includes(key)), []);
});

test("every ErrorRow of the vectors", () => {
  const { conforms, unseen } = checker("js/types.ts", "ErrorRow");
  const rows = rowsOf("ErrorRow");
  assert.ok(rows.length > 20, `${rows.length} of them`);
  rows.forEach(([row, name]) => conforms(row, name));
  assert.deepEqual(unseen(), ["as_of", "file", "sheet"], "the command line fills in the date; the vectors' tables have no file");
});

test("every Diagnostic of the vectors", () => {
  const { conforms, unseen } = checker("js/types.ts", "Diagnostic");
  for (const { name, text } of runs) {
    JSON.parse(text.diagnostics).forEach((diagnostic) => conforms(diagnostic, name));
  }
  assert.deepEqual(unseen(), []);
});

test("every Place of the vectors that is assessed", () => {
  const { conforms } = checker("tests/types/roots.ts", "AnyPlace");
  const read = runs.filter(({ run, text }) => run.input.place && text.rows.length === 1 && !text.rows[0].includes('"problems":'));
  assert.ok(read.length > 500, `${read.length} of them`);
  read.forEach(({ run, name }) => conforms(run.input.place, name));
});

test("the Items of every pack", async () => {
  const { conforms, unseen } = checker("js/items.ts", "Items");
  const files = ruleFiles();
  const packs = [...folders().map((folder) => ({ files, pack: folder, name: folder })), ...runs.map(({ run, name }) => ({ ...run, name }))];
  for (const { files, pack, name } of packs) {
    const checked = await check(files, pack);
    if (checked.pack) {
      conforms(checked.pack.items, name);
      checked.pack.free();
    }
    checked.free();
  }
  assert.deepEqual(unseen(), ["description"], "no pack here describes its kinds");
});

/** A pack, and cases of which one comes out otherwise and one has a place that cannot be read. */
const PACK = `
[pack]
format = 1
id = "p"
title = "试"
version = "1"
[kind.shop]
label = "门店"
[fact.gas]
label = "使用燃气"
type = "bool"
[fact.area]
label = "面积"
type = "number"
range = { min = 0, max = 10 }
[[check]]
id = "no_gas"
title = "不用燃气"
fails_if = 'gas'
`;

const CASES = `
[[case]]
name = "otherwise"
as_of = 2022-12-31
kinds = ["shop"]
facts = { gas = true }
expect = { outcomes = { no_gas = "passed" } }
[[case]]
name = "unreadable"
as_of = 2022-12-31
kinds = ["shop"]
facts = { area = 9999 }
expect = { outcomes = { no_gas = "passed" } }
`;

test("the CaseReport of every pack in rules/, and of cases that fail", async () => {
  const { conforms, unseen } = checker("js/types.ts", "CaseReport");
  const files = { ...ruleFiles(), "p/pack.toml": PACK, "p/tests/cases.toml": CASES };
  for (const folder of [...folders(), "p"]) {
    const checked = await check(files, folder);
    conforms(checked.runCases(), folder);
    checked.free();
  }
  assert.deepEqual(unseen(), []);
});
