/** What the reader does with a ledger. */

import type { FileBytes } from "paicha";
import { fetchData } from "../app/data.ts";
import { started, usePack } from "../app/packs.ts";
import { noFilters, state, update, type Sample } from "../app/state.ts";
import { troubleOf } from "../app/trouble.ts";
import { painted } from "../ui/pause.ts";
import { collect } from "./details.ts";
import { assessLedger, type LedgerFiles } from "./ledger.ts";

/** Counts the ledgers; work for an earlier one stops. */
let turn = 0;

/** Reads and assesses files; the former ledger stays when they cannot be read. */
export async function openLedger(files: LedgerFiles): Promise<void> {
  await started();
  const { pack, asOf } = state;
  if (!pack) {
    return;
  }
  const own = ++turn;
  update({ progress: { text: `正在读取 ${files.places.name}…` } });
  await painted();
  try {
    const ledger = await assessLedger(pack, asOf, files);
    if (own !== turn) {
      ledger.assessed.free();
      return;
    }
    state.ledger?.assessed.free();
    if (state.route.row !== undefined && files.places !== state.files?.places) {
      location.hash = "#/ledger";
    }
    const tab = ledger.order.length === 0 && ledger.wrong.length > 0 ? "problems" : state.tab;
    update({ files, ledger, tab, sheet: 0, calendar: { by: "due", month: undefined, day: undefined }, rules: { ...state.rules, comparison: undefined } });
    void lookCloser(own);
  } finally {
    if (own === turn && !state.ledger) {
      update({ progress: undefined });
    }
  }
}

/** The same files under another pack or on another date. */
export async function reassess(): Promise<void> {
  if (state.files) {
    await openLedger(state.files);
  }
}

async function lookCloser(own: number): Promise<void> {
  const { ledger } = state;
  if (!ledger) {
    return;
  }
  try {
    const details = await collect(ledger, {
      onProgress: (share) => update({ progress: { text: "正在逐个汇总隐患和频次…", share } }),
      isStopped: () => own !== turn,
    });
    if (details) {
      update({ ledger: { ...ledger, details }, progress: undefined });
    }
  } catch (error) {
    update({ trouble: troubleOf(error), progress: undefined });
  }
}

export const bytesOf = async (file: File): Promise<FileBytes> => ({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name });

/** Files dropped together: the one whose name says so holds the records. */
export async function openDropped(dropped: readonly File[]): Promise<void> {
  const isRecords = (file: File) => /记录|records/i.test(file.name);
  const places = dropped.find((file) => !isRecords(file)) ?? dropped[0];
  if (!places) {
    return;
  }
  const records = dropped.find((file) => file !== places);
  update({ filters: noFilters });
  await openLedger({ ...state.files, places: await bytesOf(places), records: records && (await bytesOf(records)) });
}

export async function openRecords(file: File): Promise<void> {
  if (state.files) {
    await openLedger({ ...state.files, records: await bytesOf(file) });
  }
}

export async function openSample(sample: Sample): Promise<void> {
  update({ progress: { text: "正在取示范台账…" } });
  const bytes = async (name: string): Promise<FileBytes> => ({ bytes: new Uint8Array(await (await fetchData(name)).arrayBuffer()), name });
  const places = await bytes(sample.places);
  const records = sample.records ? await bytes(sample.records) : undefined;
  await usePack(sample.pack, sample.asOf);
  update({ filters: noFilters });
  await openLedger({ places, records, recordsFrom: sample.recordsFrom });
}

export function closeLedger(): void {
  turn += 1;
  state.ledger?.assessed.free();
  update({ files: undefined, ledger: undefined, filters: noFilters, tab: "ranking", progress: undefined, rules: { ...state.rules, comparison: undefined } });
}
