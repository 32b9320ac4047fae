// Compares what came out with what a case expects: named keys only, lists in full, numbers exactly.

import { mode, valueType } from "./expand.js";

/** What differs, a line each. `got` has the diagnostics, the rows, and whether the pack is used outside its dates. */
export function differences({ one, input }, { diagnostics, rows, warned }) {
  const told = [];
  if (one.expect_diagnostics) {
    compareDiagnostics(told, one.expect_diagnostics, diagnostics);
    return told;
  }
  if (one.expect_rows) {
    compare(told, "rows", one.expect_rows, rows);
    return told;
  }
  if (rows.length !== 1) {
    told.push(`${rows.length} rows instead of one${input.table ? "" : `; the pack has ${shown(diagnostics.map(brief))}`}`);
    return told;
  }
  const [row] = rows;
  if (one.expect_warned !== undefined && one.expect_warned !== warned) {
    told.push(`outside its dates: expected ${one.expect_warned}, actual ${warned}`);
  }
  if (one.expect_problems) {
    compare(told, "problems", one.expect_problems, row.problems);
    return told;
  }
  if (row.problems && !one.cell) {
    told.push(`an error row: ${shown(row.problems)}`);
    return told;
  }
  if (one.expect_value !== undefined) {
    if (one.cell) {
      compare(told, "value", one.expect_value, seen(row, one.cell.fact));
    } else {
      compareExpression(told, one, row);
    }
  }
  for (const expected of [one.expect, one.expect_explain]) {
    if (expected !== undefined) {
      compare(told, "", expected, row);
    }
  }
  for (const path of one.expect_absent ?? []) {
    const there = path.split(".").reduce((value, key) => value?.[key], row);
    if (there !== undefined) {
      told.push(`${path}: expected to be absent, actual ${shown(there)}`);
    }
  }
  return told;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const shown = (value) => JSON.stringify(value) ?? "nothing";

/** Objects by the expected keys, lists by length and element, numbers without minus zero. */
function compare(told, path, expected, actual) {
  if (isObject(expected) && isObject(actual)) {
    for (const [key, value] of Object.entries(expected)) {
      compare(told, path ? `${path}.${key}` : key, value, actual[key]);
    }
  } else if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    expected.forEach((value, index) => compare(told, `${path}.${index}`, value, actual[index]));
  } else if (typeof expected === "object" && expected !== null) {
    told.push(`${path}: expected ${shown(expected)}, actual ${shown(actual)}`);
  } else if (expected !== actual || Object.is(actual, -0)) {
    told.push(`${path}: expected ${shown(expected)}, actual ${shown(actual)}`);
  }
}

/** The value of an expression: the outcome of the check `probe`, and the result `probe_value`. */
function compareExpression(told, one, row) {
  const expected = one.expect_value;
  const unknown = expected === "unknown";
  if (mode(one) !== "result") {
    const outcome = unknown ? "unknown" : expected === true ? "failed" : "passed";
    compare(told, "in a check", outcome, row.outcomes.probe);
  }
  if (mode(one) !== "check") {
    const value = row.results?.probe_value;
    const isInterval = valueType(one) === "number" && Array.isArray(expected);
    const [least, most] = isInterval ? expected : unknown ? [null, null] : [expected, expected];
    compare(told, "in a result, least", least, value?.value);
    compare(told, "in a result, most", most, value?.at_worst);
  }
}

/** What a cell was read as: the input that made the check `see_FACT` fail, or the outcome of an observed check. */
function seen(row, fact) {
  if (row.problems) {
    return { problem: row.problems[0]?.code };
  }
  const check = `see_${fact}`;
  const outcome = row.outcomes[check];
  if (outcome === undefined) {
    return row.outcomes[fact];
  }
  const reason = row.failed.find((reason) => reason.check === check);
  return outcome === "failed" ? reason?.inputs.find((input) => input.id === fact)?.value : outcome;
}

function compareDiagnostics(told, expected, actual) {
  const fits = (wanted, own) => {
    const differences = [];
    compareDiagnostic(differences, wanted, own);
    return differences.length === 0;
  };
  if (expected.length !== actual.length || !expected.every((wanted, index) => fits(wanted, actual[index]))) {
    told.push(`expected ${shown(expected)}`, `actual   ${shown(actual.map(brief))}`);
  }
}

function compareDiagnostic(told, expected, actual) {
  for (const [key, wanted] of Object.entries(expected)) {
    if (key === "code") {
      compare(told, key, wanted, actual.code);
    } else if (key === "suggests") {
      if (!actual.help?.zh.includes(wanted)) {
        told.push(`help: expected to name ${wanted}, actual ${shown(actual.help)}`);
      }
    } else if (key === "related") {
      compare(told, key, wanted, actual.related.map(([place]) => [place.file, place.line]));
    } else {
      compare(told, key, wanted, actual.place?.[key]);
    }
  }
}

function brief({ code, place, message, help }) {
  return { code, file: place?.file, line: place?.line, column: place?.column, zh: message.zh, help: help?.zh };
}
