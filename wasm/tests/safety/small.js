// A pack as small as one can be, with one place and what is concluded about it.
import { check } from "paicha/full";

export const RULES = `
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
[[check]]
id = "no_gas"
title = "不用燃气"
fails_if = 'gas'
points = 5
`;

/** The same with a script function, which the small module cannot run. */
export const RULES_WITH_FUNCTION = {
  "p/pack.toml": `${RULES}
[function.twice]
params = ["number"]
returns = "number"
range = { min = 0, max = 100 }
[result.doubled]
label = "加倍"
type = "number"
value = 'twice(21)'
`,
  "p/functions.rhai": "fn twice(x) { x * 2 }\n",
};

export const PLACE = { id: "P-1", kinds: ["shop"], facts: { gas: true } };
export const OPTIONS = { asOf: "2022-12-31" };

export async function smallBundle(files = { "p/pack.toml": RULES }) {
  const checked = await check(files, "p");
  if (!checked.pack) {
    throw new Error(JSON.stringify(checked.diagnostics));
  }
  const text = checked.bundle();
  checked.pack.free();
  checked.free();
  return text;
}
