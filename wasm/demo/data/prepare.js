/** Makes what the demo loads, into demo/public/data: bundles, rule files, sample ledgers. */

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { check } from "../../dist/node/full.js";
import { street } from "./street.js";

const rules = new URL("../../../rules/", import.meta.url);
const target = new URL("../public/data/", import.meta.url);
const FOLDERS = ["zhenru-2023", "xincheng-2022", "base", "toronto"];

/** Rows such as every real ledger has. */
const WRONG = [
  { id: "S-90001", name: "写错面积的餐厅", kind: "餐饮场所", 经营面积: "挺大" },
  { id: "S-90002", name: "写错类型的店", kind: "小卖铺子" },
  { id: "S-90003", name: "写错日期的小区", kind: "住宅小区", 电梯检验有效期至: "2023-13-45" },
];

const files = Object.fromEntries(
  readdirSync(rules, { recursive: true })
    .filter((path) => /\.(toml|rhai)$/.test(path))
    .sort()
    .map((path) => [path.replaceAll("\\", "/"), readFileSync(new URL(path, rules), "utf8")]),
);

/** A pack's folder and those it extends, its own first. */
function lineage(folder) {
  const parents = /^extends = \[(.*)\]/m.exec(files[`${folder}/pack.toml`])?.[1] ?? "";
  return [folder, ...[...parents.matchAll(/"\.\.\/([^"]+)"/g)].flatMap(([, parent]) => lineage(parent))];
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const write = (name, text) => writeFileSync(new URL(name, target), text);
const copy = (path, name) => cpSync(new URL(path, rules), new URL(name, target));

const packs = [];
const loaded = {};
for (const folder of FOLDERS) {
  const checked = await check(files, folder);
  if (!checked.pack) {
    throw new Error(`${folder}: ${checked.diagnostics[0].message.zh}`);
  }
  const { id, title, effective } = checked.pack.items.info;
  packs.push({ id, title, folder, folders: lineage(folder), effective });
  loaded[folder] = checked.pack;
  write(`${id}.json`, checked.bundle());
}

const region = "示范街道";
const ledgers = {
  "street-2023": street(loaded["zhenru-2023"], { asOf: "2023-10-20", rows: 5000, region, wrong: WRONG }),
  "street-2022": street(loaded["xincheng-2022"], { asOf: "2022-09-20", rows: 2000, region }),
};
for (const [name, { places, records }] of Object.entries(ledgers)) {
  write(`${name}-places.csv`, places);
  write(`${name}-records.csv`, records);
}
copy("xincheng-2022/places.csv", "xincheng-2022-places.csv");

const ledger = (name) => ({ places: `${name}-places.csv`, records: `${name}-records.csv` });
const samples = [
  { title: "示范街道 2023：5,000 个场所（虚构，有工作记录）", pack: "zhenru-2023", asOf: "2023-10-20", recordsFrom: "2023-01-01", ...ledger("street-2023") },
  { title: "示范街道 2022：2,000 个场所（虚构，有工作记录）", pack: "xincheng-2022", asOf: "2022-09-20", recordsFrom: "2022-01-01", ...ledger("street-2022") },
  { title: "新城街道 2022 年工作汇报点名的 21 个场所", pack: "xincheng-2022", asOf: "2022-12-31", places: "xincheng-2022-places.csv" },
];
write("packs.json", JSON.stringify({ packs, samples }));
write("rules.json", JSON.stringify(files));
