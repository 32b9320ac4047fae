// Runs the conformance vectors through the package, in Node and in browsers alike: what comes out must be what each case
// expects, and the same bytes that the Rust library prints.

import { differences } from "./compare.js";
import { runOf } from "./expand.js";

const encoder = new TextEncoder();

/**
 * Runs every case of `topics` with `paicha/full`, and with `paicha` again what it can run. `printed` is what the library
 * prints, by name of case. Returns how many cases each ran, and what differs.
 */
export async function runAll({ full, paicha }, topics, printed) {
  const told = { full: 0, paicha: 0, skipped: 0, differences: [] };
  for (const topic of topics) {
    for (const one of topic.cases) {
      if (one.skip?.javascript !== undefined) {
        told.skipped += 1;
        continue;
      }
      await runCase({ full, paicha }, runOf(topic, one), printed.get(one.name), told);
    }
  }
  return told;
}

async function runCase({ full, paicha }, run, printed, told) {
  const tell = (shell, text) => told.differences.push(`${run.one.name} (${shell}): ${text}`);
  try {
    const { texts, bundle } = await withFull(full, run);
    told.full += 1;
    const got = { diagnostics: JSON.parse(texts.diagnostics), rows: texts.rows.map((row) => JSON.parse(row)), warned: texts.warning !== null };
    differences(run, got).forEach((difference) => tell("full", difference));
    sameBytes(texts, printed).forEach((difference) => tell("full", difference));
    if (bundle !== undefined && !hasFunctions(bundle)) {
      const { rows, warning } = await withBundle(paicha, bundle, run);
      told.paicha += 1;
      sameBytes({ ...texts, rows, warning }, printed).forEach((difference) => tell("paicha", difference));
    }
  } catch (error) {
    tell("both", `did not run: ${error.stack}`);
  }
}

function sameBytes(texts, printed) {
  const lines = ({ diagnostics, rows, warning }) => [diagnostics, warning ?? "no warning", ...rows];
  const [own, wanted] = [lines(texts), lines(printed)];
  const differ = wanted.flatMap((line, index) => (line === own[index] ? [] : [`not the library's bytes:\n    ${line}\n    ${own[index]}`]));
  return own.length === wanted.length ? differ : [`${own.length} texts instead of ${wanted.length}`];
}

function hasFunctions(bundle) {
  return JSON.parse(bundle).items.functions.length > 0;
}

async function withFull(full, run) {
  const [checked, diagnostics] = await textOf(() => full.check(run.files, run.pack), (checked) => checked.diagnostics);
  try {
    if (!checked.pack || (!run.input.place && !run.input.table)) {
      return { texts: { diagnostics, rows: [], warning: null }, bundle: checked.bundle() };
    }
    return { texts: { diagnostics, ...(await assessed(checked.pack, run)) }, bundle: checked.bundle() };
  } finally {
    checked.pack?.free();
    checked.free();
  }
}

async function withBundle(paicha, bundle, run) {
  const pack = await paicha.load(bundle);
  try {
    return run.input.place || run.input.table ? await assessed(pack, run) : { rows: [], warning: null };
  } finally {
    pack.free();
  }
}

async function assessed(pack, run) {
  const options = { asOf: run.asOf, recordsFrom: run.recordsFrom };
  const [warned, warning] = await textOf(() => pack.warning(run.asOf));
  const many = await assessMany(pack, options, run);
  const rows = await textsOf(many, run.one);
  many.free();
  if (run.input.place && !run.one.records) {
    await sameAlone(pack, options, run, rows[0]);
  }
  return { rows, warning: warned ? warning : null };
}

async function assessMany(pack, options, { one, input }) {
  if (input.table) {
    return pack.assessTable(numbered(input.table), { ...options, records: one.records && { rows: numbered(one.records) } });
  }
  if (!one.records) {
    return pack.assessMany([input.place], options);
  }
  return pack.assessFile({
    ...options,
    places: { name: "places.jsonl", bytes: encoder.encode(JSON.stringify(input.place)) },
    records: { name: "records.csv", bytes: encoder.encode(csv(one.records)) },
  });
}

async function textsOf(many, one) {
  const [rows, all] = await textOf(() => many.rows());
  const texts = [];
  for (const [index, { id, name, problems }] of rows.entries()) {
    if (problems && !all.includes(`"problems":${JSON.stringify(problems)}}`)) {
      throw new Error(`problems are not written as JSON.stringify does: ${all}`);
    }
    const read = () => (one.expect_explain ? many.explain(index) : many.assessment(index));
    texts.push(problems ? JSON.stringify({ id, name, problems }) : (await textOf(read))[1]);
  }
  return texts;
}

/** A place alone gives what it gives among many; its problems have no row. */
async function sameAlone(pack, options, { one, input }, among) {
  const read = () => (one.expect_explain ? pack.explain(input.place, options) : pack.assess(input.place, options));
  const alone = await textOf(read).then(([, text]) => text, (error) => {
    if (!error.row) {
      throw error;
    }
    return withoutRows(error.row);
  });
  const wanted = JSON.parse(among).problems ? withoutRows(JSON.parse(among)) : among;
  if (alone !== wanted) {
    throw new Error(`alone: ${alone}\n    among: ${wanted}`);
  }
}

function withoutRows({ id, name, problems }) {
  return JSON.stringify({ id, name, problems: problems.map(({ row, ...problem }) => problem) });
}

const numbered = (table) => table.map((cells, index) => [index + 1, cells]);

const csv = (table) => table.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");

/** A result of the package with the text that it, or what `parsed` takes of it, was parsed from. */
async function textOf(work, parsed = (result) => result) {
  const { parse } = JSON;
  const texts = new Map();
  JSON.parse = (text) => {
    const value = parse(text);
    texts.set(value, text);
    return value;
  };
  try {
    const result = await work();
    return [result, texts.get(parsed(result))];
  } finally {
    JSON.parse = parse;
  }
}
