// The conformance vectors in Node.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as paicha from "paicha";
import * as full from "paicha/full";
import { runAll } from "./adapter.js";
import { cases, printed, topics } from "./data.js";
import { RUN_BY_PAICHA } from "./counts.js";

test("every case gives the library's bytes", async () => {
  const texts = printed();
  assert.equal(texts.size, cases(), "cases that the library printed");
  const told = await runAll({ full, paicha }, topics(), texts);
  assert.deepEqual(told.differences, []);
  assert.deepEqual([told.full, told.paicha, told.skipped], [cases(), RUN_BY_PAICHA, 0]);
});
