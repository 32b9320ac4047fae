// The package in a page that a bundler makes: Vite and webpack take the same file.
import { PaichaError, load } from "paicha";
import { check } from "paicha/full";
import "paicha/checklist";

const bundle = await (await fetch("/bundle.json")).text();
const pack = await load(bundle);
const place = { id: "P-1", name: "老张餐馆", kinds: ["restaurant"], facts: { uses_gas: true, gas_type: "bottled", cylinder_kg: 150, cylinder_room: false } };
const { failed } = pack.assess(place, { asOf: "2022-12-31" });
const bytes = new Uint8Array(await (await fetch("/ledger.csv")).arrayBuffer());
const many = await pack.assessFile({ asOf: "2022-12-31", places: { name: "ledger.csv", bytes } });
const { diagnostics } = await check({ "p/pack.toml": "[pack]\nformat = 2\n" }, "p");
const refused = await load("{").catch((error) => error instanceof PaichaError && error.code);
const checklist = Object.assign(document.createElement("paicha-checklist"), { bundle, place, asOf: "2022-12-31" });
document.body.append(checklist);
await new Promise((resolve) => checklist.addEventListener("paicha-ready", resolve));
window.told = {
  failed: failed.map(({ check }) => check),
  ledger: many.rows().map(({ id }) => id),
  diagnostics: diagnostics.length > 0,
  refused,
  checklist: checklist.result.assessment.level,
};
