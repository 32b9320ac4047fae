// From a case as written to what is run: files, a date, and a place or a table. tests/README.md describes each field.

const encoder = new TextEncoder();

/** What is run for a case. `input` has `place` or `table`; neither where the pack alone is checked. */
export function runOf(topic, one) {
  const files = {};
  for (const [path, contents] of [...Object.entries(topic.files ?? {}), ...Object.entries(one.files ?? {})]) {
    files[path] = bytes(topic, contents);
  }
  for (const [path, contents] of Object.entries(one.append ?? {})) {
    files[path] = joined(files[path], bytes(topic, contents));
  }
  const pack = one.pack ?? topic.pack;
  if (one.expr !== undefined) {
    const path = `${pack}/pack.toml`;
    files[path] = joined(files[path], encoder.encode(probes(one.expr, valueType(one), mode(one))));
  }
  return { one, files, pack, asOf: one.as_of ?? topic.as_of, recordsFrom: one.records_from, input: input(topic, one) };
}

function bytes(topic, contents) {
  if (Array.isArray(contents)) {
    const lines = contents.flatMap((line) => (line.startsWith("@") ? part(topic, line.slice(1)) : [line]));
    return encoder.encode(lines.map((line) => `${line}\n`).join(""));
  }
  if (contents.repeat !== undefined) {
    return encoder.encode(contents.repeat.repeat(contents.times));
  }
  return Uint8Array.from(contents.hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function part(topic, name) {
  const lines = topic.parts?.[name];
  if (!lines) {
    throw new Error(`no part ${name}`);
  }
  return lines;
}

function joined(first = new Uint8Array(), second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

export function valueType(one) {
  return one.type ?? "truth";
}

/** A truth is asked for in both places, unless the case says where; a number is a result. */
export function mode(one) {
  return one.mode ?? (valueType(one) === "truth" ? "both" : "result");
}

function probes(expr, type, where) {
  const check = `\n[[check]]\nid = "probe"\ntitle = "试"\nfails_if = '${expr}'\n`;
  const decimals = type === "number" ? "decimals = 6\n" : "";
  const result = `\n[result.probe_value]\nlabel = "试值"\ntype = "${type}"\n${decimals}value = '${expr}'\n`;
  return (where === "result" ? "" : check) + (where === "check" ? "" : result);
}

function input(topic, one) {
  if (one.table) {
    return { table: one.table };
  }
  if (one.cell) {
    const { fact, column = fact, text } = one.cell;
    const kinds = topic.place?.kinds;
    return { table: [["id", "kinds", column], ["P-1", Array.isArray(kinds) ? (kinds[0] ?? "") : "", text]] };
  }
  if (one.expect_diagnostics) {
    return {};
  }
  const place = { ...topic.place, ...one.place };
  for (const [key, over] of [["facts", one.facts], ["answers", one.answers]]) {
    const own = place[key] === undefined ? {} : place[key];
    place[key] = typeof own === "object" && own !== null && !Array.isArray(own) ? { ...own, ...over } : own;
  }
  return { place };
}
