// The package in Node by import, where TypeScript knows nothing of browsers.
import { PaichaError, load, locate, type Pack } from "paicha";
import { check } from "paicha/full";

locate(new Uint8Array());
// @ts-expect-error a number is no place
locate(3);

export async function level(bundle: string): Promise<string | undefined> {
  const pack: Pack = await load(bundle);
  await check({}, "p");
  try {
    return pack.assess({ id: 1, kinds: "restaurant" }, { asOf: "2022-12-31" }).level;
  } catch (error) {
    return error instanceof PaichaError ? error.code : undefined;
  }
}
