/** What the page shows, in one place. Whoever changes it says so with `update`, and the page is drawn anew. */

import type { Pack } from "paicha";
import type { Ledger, LedgerFiles } from "../ledger/ledger.ts";
import type { Filters } from "../ledger/filter.ts";
import type { RulesState } from "../rules/state.ts";
import type { Visit } from "../checklist/visit.ts";

/** A pack that the page can load. */
export interface PackEntry {
  id: string;
  title: string;
  folder: string;
  /** Its own folder and those it extends. */
  folders: string[];
  effective: { from?: string; to?: string };
}

/** A ledger to try the page with. */
export interface Sample {
  title: string;
  pack: string;
  asOf: string;
  recordsFrom?: string;
  places: string;
  records?: string;
}

export interface Route {
  page: "checklist" | "ledger" | "rules";
  /** The row of the place whose reasons are shown. */
  row?: number;
}

/** Something that went wrong, in plain words. */
export interface Trouble {
  text: string;
  help?: string;
}

/** Work that takes a while. */
export interface Progress {
  text: string;
  /** 0 to 1; absent when nobody knows. */
  share?: number;
}

export interface CalendarView {
  /** `due`: until when; `suggested`: when to go. */
  by: "due" | "suggested";
  month: string | undefined;
  day: string | undefined;
}

export interface State {
  route: Route;
  packs: PackEntry[];
  samples: Sample[];
  entry: PackEntry | undefined;
  pack: Pack | undefined;
  asOf: string;
  visit: Visit;
  files: LedgerFiles | undefined;
  ledger: Ledger | undefined;
  tab: "ranking" | "calendar" | "problems" | "notices";
  filters: Filters;
  /** On a phone, where they take room. */
  filtersShown: boolean;
  /** The page of the ranking, from 0. */
  sheet: number;
  calendar: CalendarView;
  rules: RulesState;
  progress: Progress | undefined;
  trouble: Trouble | undefined;
  /** A newer version of the page waits. */
  newer: ServiceWorker | undefined;
  online: boolean;
}

export const noFilters: Filters = { region: "", kind: "", level: "", text: "" };

export const state: State = {
  route: { page: "ledger" },
  packs: [],
  samples: [],
  entry: undefined,
  pack: undefined,
  asOf: "",
  visit: { kind: "" },
  files: undefined,
  ledger: undefined,
  tab: "ranking",
  filters: noFilters,
  filtersShown: false,
  sheet: 0,
  calendar: { by: "due", month: undefined, day: undefined },
  rules: { originals: undefined, texts: {}, open: "", target: undefined, found: undefined, comparison: undefined, working: false },
  progress: undefined,
  trouble: undefined,
  newer: undefined,
  online: navigator.onLine,
};

type Listener = () => void;
const listeners: Listener[] = [];
let waiting = false;

export function subscribe(listener: Listener): void {
  listeners.push(listener);
}

/** Changes what is shown; drawn once for all changes of one turn. */
export function update(change: Partial<State>): void {
  Object.assign(state, change);
  if (!waiting) {
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      listeners.forEach((listener) => listener());
    });
  }
}
