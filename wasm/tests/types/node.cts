// The package in Node by require.
import paicha = require("paicha");
import full = require("paicha/full");

export async function level(bundle: string): Promise<string | undefined> {
  const pack: paicha.Pack = await paicha.load(bundle);
  const checked: full.Checked = await full.check({}, "p");
  // @ts-expect-error a pack with errors is none
  checked.pack.id;
  return pack.assess({ id: 1, kinds: "restaurant" }, { asOf: "2022-12-31" }).level;
}
