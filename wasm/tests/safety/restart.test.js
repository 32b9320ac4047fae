// An engine that stopped is started anew by the next load; what belonged to it says so, and harms nothing.
import "./instances.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as full from "paicha/full";
import { PaichaError, load } from "paicha";
import { instances } from "./instances.js";
import { OPTIONS, PLACE, smallBundle } from "./small.js";

const PAGES = 65_536;
const bundle = await smallBundle();
const good = JSON.stringify((await load(bundle)).assess(PLACE, OPTIONS));

async function isWell() {
  const pack = await load(bundle);
  assert.equal(JSON.stringify(pack.assess(PLACE, OPTIONS)), good);
  return pack;
}

const is = (code) => (error) => error instanceof PaichaError && error.code === code;

/** Takes all memory that a module can have, the small one or that of rule files, so that the next thing that needs some stops it. */
function exhaust({ rules = false } = {}) {
  const { memory } = instances.findLast(({ exports }) => "checked_runCases" in exports === rules).exports;
  memory.grow(PAGES - memory.buffer.byteLength / 65_536);
}

const huge = { ...PLACE, name: "名".repeat(4_000_000) };

test("out of memory, the engine stops with W001 and what it had is W002", async () => {
  const pack = await isWell();
  const assessor = pack.assessor(OPTIONS);
  const many = pack.assessMany([PLACE], OPTIONS);
  exhaust();
  assert.throws(() => pack.assess(huge, OPTIONS), is("W001"));
  const uses = [
    () => pack.assess(PLACE, OPTIONS),
    () => assessor.explain(PLACE),
    () => many.assessment(0),
    () => many.scores(),
  ];
  for (const use of uses) {
    assert.throws(use, is("W002"));
  }
  await isWell();
  for (const use of uses) {
    assert.throws(use, is("W002"));
  }
  for (const gone of [pack, assessor, many]) {
    gone.free();
    gone.free();
  }
  await isWell();
});

test("a table that stops the engine says W001, not what freeing its reader says", async () => {
  const pack = await isWell();
  const table = (id) => pack.assessTable([[1, ["id", "kinds"]], [2, [id, "shop"]]], OPTIONS);
  assert.equal((await table("P-1")).length, 1);
  exhaust({ rules: true });
  await assert.rejects(table(huge.name), is("W001"));
  assert.equal((await table("P-1")).length, 1);
  await isWell();
});

test("the engine of rule files starts anew by itself", async () => {
  const checked = await full.check({ "p/pack.toml": "" }, "p");
  exhaust({ rules: true });
  await assert.rejects(full.check({ "p/pack.toml": huge.name }, "p"), is("W001"));
  assert.throws(() => checked.runCases(), is("W002"));
  checked.free();
  assert.equal((await full.check({ "p/pack.toml": "" }, "p")).pack, undefined);
  await isWell();
});

test("a stack that is used up anywhere on the way leaves nothing broken", async () => {
  let pack = await isWell();
  const dive = (depth) => (depth === 0 ? JSON.stringify(pack.assess(PLACE, OPTIONS)) : dive(depth - 1));
  const codes = new Set();
  let depth = 1;
  while (fits(depth * 2)) {
    depth *= 2;
  }
  for (let end = depth * 2; end > depth; end -= Math.ceil(depth / 500)) {
    try {
      codes.add(dive(end) === good ? "well" : "wrong");
    } catch (error) {
      codes.add(error.code ?? error.name);
      pack = await isWell();
    }
  }
  assert.ok(codes.has("well") && codes.has("RangeError"), [...codes].join());
  assert.deepEqual([...codes].filter((code) => !["well", "RangeError", "W001", "A005"].includes(code)), []);

  function fits(depth) {
    try {
      return dive(depth) === good;
    } catch {
      return false;
    }
  }
});

test("what the garbage collector finds of a stopped engine is not freed in the next one", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  let lost = [];
  for (let made = 0; made < 500; made += 1) {
    lost.push(await load(bundle));
  }
  exhaust();
  assert.throws(() => lost[0].assess(huge, OPTIONS), is("W001"));
  const kept = [];
  for (let made = 0; made < 500; made += 1) {
    kept.push(await load(bundle));
  }
  lost = undefined;
  for (let turn = 0; turn < 10; turn += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
    await isWell();
  }
  for (const pack of kept) {
    assert.equal(JSON.stringify(pack.assess(PLACE, OPTIONS)), good);
    pack.free();
  }
});
