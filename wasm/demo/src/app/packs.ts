/** The packs the page offers, and the one in use. */

import { load } from "paicha";
import { state, update, type PackEntry, type Sample } from "./state.ts";
import { fetchData } from "./data.ts";
import { today } from "../ui/text.ts";

let starting: Promise<void> | undefined;

/** Reads what there is and takes the first pack; files may be dropped before that is done. */
export function started(): Promise<void> {
  starting ??= readCatalogue().then(() => usePack(state.packs[0]?.id ?? ""));
  starting.catch(() => (starting = undefined));
  return starting;
}

async function readCatalogue(): Promise<void> {
  const { packs, samples } = (await (await fetchData("packs.json")).json()) as { packs: PackEntry[]; samples: Sample[] };
  update({ packs, samples });
}

/** Takes a pack into use; `asOf` is by default its last day. */
export async function usePack(id: string, asOf?: string): Promise<void> {
  const entry = state.packs.find((pack) => pack.id === id) ?? state.packs[0];
  if (!entry) {
    return;
  }
  const pack = await load(await (await fetchData(`${entry.id}.json`)).text());
  const kind = pack.items.kinds.some((item) => item.id === state.visit.kind) ? state.visit.kind : (pack.items.kinds[0]?.id ?? "");
  update({ entry, pack, asOf: asOf ?? entry.effective.to ?? today(), visit: { kind } });
}
