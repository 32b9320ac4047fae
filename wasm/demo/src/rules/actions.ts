/** What the reader does with rule files. `paicha/full` is loaded here, when the page is first opened. */

import { fetchData } from "../app/data.ts";
import { state, update, type PackEntry } from "../app/state.ts";
import { troubleOf } from "../app/trouble.ts";
import { painted } from "../ui/pause.ts";
import { compare } from "./compare.ts";
import type { RulesState } from "./state.ts";

/** Checking waits until the typing rests. */
const REST = 250;
/** Ledgers up to this size are compared without being asked. */
export const COMPARED_AT_ONCE = 1000;

let timer: ReturnType<typeof setTimeout> | undefined;
/** Counts the texts; what was found of an earlier one is dropped. */
let turn = 0;

function change(rules: Partial<RulesState>): void {
  update({ rules: { ...state.rules, ...rules } });
}

/** The file as it is now. */
export const textOf = (path: string): string => state.rules.texts[path] ?? state.rules.originals?.[path] ?? "";

/** The files of a pack and of those it extends, its own first. */
export function filesOf({ folders }: PackEntry): [folder: string, paths: string[]][] {
  const paths = Object.keys(state.rules.originals ?? {});
  return folders.map((folder) => [folder, paths.filter((path) => path.startsWith(`${folder}/`)).sort(packFirst)]);
}

const packFirst = (one: string, other: string): number => Number(other.endsWith("/pack.toml")) - Number(one.endsWith("/pack.toml")) || Number(one.includes("/tests/")) - Number(other.includes("/tests/")) || (one < other ? -1 : 1);

export async function openRules(): Promise<void> {
  const { entry, rules } = state;
  if (!entry) {
    return;
  }
  if (!rules.originals) {
    change({ originals: (await (await fetchData("rules.json")).json()) as Record<string, string> });
  }
  const [first] = filesOf(entry);
  const preferred = first?.[1].find((path) => /\/(checks|scoring)\.toml$/.test(path)) ?? first?.[1][0] ?? "";
  change({ open: preferred, target: undefined, found: undefined, comparison: undefined });
  await checkNow();
}

export function openFile(path: string, target?: RulesState["target"]): void {
  change({ open: path, target });
}

export function edit(text: string): void {
  const { open, texts, originals } = state.rules;
  const rest = Object.fromEntries(Object.entries(texts).filter(([path]) => path !== open));
  change({ texts: text === originals?.[open] ? rest : { ...rest, [open]: text }, comparison: undefined, target: undefined });
  clearTimeout(timer);
  timer = setTimeout(() => void checkNow(), REST);
}

/** Throws the changes of a file away, or of all. */
export function reset(path?: string): void {
  const rest = path === undefined ? {} : Object.fromEntries(Object.entries(state.rules.texts).filter(([own]) => own !== path));
  change({ texts: rest, comparison: undefined, target: undefined });
  void checkNow();
}

async function checkNow(): Promise<void> {
  const { entry, rules } = state;
  if (!entry || !rules.originals) {
    return;
  }
  const own = ++turn;
  change({ working: true });
  try {
    const { check } = await import("paicha/full");
    const checked = await check({ ...rules.originals, ...rules.texts }, entry.folder);
    await painted();
    const cases = checked.runCases();
    checked.free();
    if (own !== turn) {
      checked.pack?.free();
      return;
    }
    state.rules.found?.pack?.free();
    change({ found: { diagnostics: checked.diagnostics, pack: checked.pack, cases }, working: false });
    if (state.ledger && state.ledger.rows.length <= COMPARED_AT_ONCE) {
      await compareNow();
    }
  } catch (error) {
    change({ working: false });
    update({ trouble: troubleOf(error) });
  }
}

/** Assesses the ledger anew under the rules as they are now. */
export async function compareNow(): Promise<void> {
  const { ledger, files, rules } = state;
  const pack = rules.found?.pack;
  if (!ledger || !files || !pack) {
    return;
  }
  const own = turn;
  change({ working: true });
  await painted();
  const comparison = await compare(ledger, pack, files);
  if (own === turn) {
    change({ comparison, working: false });
  }
}
