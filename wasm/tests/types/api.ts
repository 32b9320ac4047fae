// What a portal may and may not write, as TypeScript sees it with the browser's types.
import { type Assessment, type Explanation, type Pack, type Place, NONE, OUTCOMES, PaichaError, load, locate, locateFiles } from "paicha";
import { type Checked, check, loadRules } from "paicha/full";

declare const bytes: Uint8Array<ArrayBuffer>;
const asOf = "2022-12-31";

export async function first(bundle: string): Promise<[string | undefined, number | null]> {
  const pack: Pack = await load(bundle);
  const place: Place = { id: "P-1", kinds: ["restaurant"], facts: { uses_gas: true, area: "1,200㎡", wares: ["food"], made: null } };
  const { level, score }: Assessment = pack.assess(place, { asOf, records: [{ task: "inspection", date: "2022-03-05" }] });
  const explained: Explanation = pack.explain(place, { asOf });
  explained.questions.map(({ input, changes_level }) => (changes_level ? input : ""));
  return [level, score];
}

export async function wrong(pack: Pack): Promise<void> {
  // @ts-expect-error a bundle is a text
  await load({});
  // @ts-expect-error there is no clock: asOf is required
  pack.assess({ id: "P-1", kinds: [] }, {});
  // @ts-expect-error a place has kinds
  pack.assess({ id: "P-1" }, { asOf });
  // @ts-expect-error a fact is no function
  pack.assess<Record<string, number>, object>({ id: "P-1", kinds: [], facts: { area: () => 3 } }, { asOf });
  // @ts-expect-error no such key of an assessment
  pack.assess({ id: "P-1", kinds: [] }, { asOf }).danger;
  // @ts-expect-error only an explanation has questions
  pack.assess({ id: "P-1", kinds: [] }, { asOf }).questions;
  // @ts-expect-error no such outcome
  pack.assess({ id: "P-1", kinds: [] }, { asOf }).outcomes.gas === "bad";
  // @ts-expect-error the score may be null
  pack.score({ id: "P-1", kinds: [] }, { asOf }).score + 1;
  // @ts-expect-error a record has a date
  pack.assess({ id: "P-1", kinds: [], records: [{ task: "inspection" }] }, { asOf });
  // @ts-expect-error packs come from load
  new Pack();
  // @ts-expect-error what is inside stays inside
  pack.raw;
}

export async function many(pack: Pack): Promise<Float64Array> {
  const assessed = pack.assessMany([{ id: 1, kinds: "shop" }], { asOf, defaultKind: "shop" });
  pack.assessMany({ length: 2, kinds: ["shop"], facts: { area: new Float64Array(2) } }, { asOf });
  const table = await pack.assessTable([[1, ["编号", "类型"]], [2, ["P-1", "商铺"]], [3, [{ date: "2022-01-01" }, { error: "#DIV/0!" }]]], { asOf });
  // @ts-expect-error a row has its number
  await pack.assessTable([["编号", "类型"]], { asOf });
  const outcome = OUTCOMES[assessed.outcomes("gas_alarm")[0] ?? NONE];
  // @ts-expect-error the outcome of a place that does not have the check is undefined
  outcome.length;
  return table.scores();
}

export async function files(pack: Pack, file: File): Promise<readonly string[]> {
  const places = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  const { sheet, sheets } = await pack.assessFile({ asOf, places, records: { name: "records.csv", bytes, task: "inspection" } });
  // @ts-expect-error of a file without sheets there is none
  sheet.length;
  // @ts-expect-error a file has a name
  await pack.assessFile({ asOf, places: { bytes } });
  return sheets;
}

export async function rules(): Promise<Checked> {
  await loadRules({ "p/pack.toml": "…", "p/functions.rhai": bytes }, "p");
  // @ts-expect-error the folder of the pack is required
  await check({});
  const checked = await check({}, "p");
  for (const { severity, place } of checked.diagnostics) {
    // @ts-expect-error some diagnostics have no place
    place.line;
    severity === "error" || severity === "warning";
  }
  return checked;
}

export function sources(module: WebAssembly.Module, response: Response): void {
  locate("/paicha.wasm");
  locate(new URL("https://example.org/paicha.wasm"));
  locate(new Request("/paicha.wasm"));
  locate(response);
  locate(bytes);
  locate(bytes.buffer);
  locateFiles(module);
  // @ts-expect-error a number is no place
  locate(3);
}

export function failed(error: unknown): string | undefined {
  if (error instanceof PaichaError) {
    const { code, location, help, diagnostics, row } = error;
    // @ts-expect-error not every error has help
    help.zh;
    return `${code} ${location ?? ""} ${diagnostics.length} ${row?.problems[0]?.zh ?? ""}`;
  }
  return undefined;
}
