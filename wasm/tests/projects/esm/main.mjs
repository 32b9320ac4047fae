// The package in Node by import.
import { readFileSync } from "node:fs";
import { PaichaError, load } from "paicha";
import { check } from "paicha/full";

const pack = await load(readFileSync("bundle.json", "utf8"));
const place = { id: "P-1", name: "老张餐馆", kinds: ["restaurant"], facts: { uses_gas: true, gas_type: "bottled", cylinder_kg: 150, cylinder_room: false } };
const { failed } = pack.assess(place, { asOf: "2022-12-31" });
const places = { name: "ledger.csv", bytes: readFileSync("ledger.csv") };
const many = await pack.assessFile({ asOf: "2022-12-31", places });
const { diagnostics } = await check({ "p/pack.toml": "[pack]\nformat = 2\n" }, "p");
const refused = await load("{").catch((error) => error instanceof PaichaError && error.code);
console.log(JSON.stringify({ failed: failed.map(({ check }) => check), ledger: many.rows().map(({ id }) => id), diagnostics: diagnostics.length > 0, refused }));
