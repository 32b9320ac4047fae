/** The resolved items of a pack, as its bundle has them. Expressions are texts with ids. */

import type { Basis, DateText, Grade, Period } from "./types.js";

export interface Effective {
  from?: DateText;
  to?: DateText;
}

interface Item {
  id: string;
  label: string;
  /** Where it was defined, and where overlays changed it: `base/restaurant.toml:12`. */
  provenance: string[];
}

export interface PackInfo {
  id: string;
  title: string;
  version: string;
  effective: Effective;
  region?: string;
  assumptions: boolean;
}

export interface Kind extends Item {
  aliases: string[];
  lead?: string;
  description?: string;
}

export interface FactOption {
  id: string;
  label: string;
  aliases: string[];
}

export type FactType =
  | "bool"
  | "text"
  | "date"
  | { number: { unit: string | null } }
  | { choice: FactOption[] }
  | { tags: FactOption[] };

export interface Fact extends Item {
  fact_type: FactType;
  /** Empty: of every place. */
  kinds: string[];
  aliases: string[];
  range: { min: number | null; max: number | null };
  question?: string;
  help?: string;
}

export interface Derived extends Item {
  aliases: string[];
  unit?: string;
  kinds: string[];
  value: string;
}

export interface Band {
  limit: number | null;
  inclusive: boolean;
  points: number;
}

export type Points =
  | { fixed: number }
  | { expression: string }
  | { bands: { fact: string; bands: Band[] } }
  | { map: { fact: string; map: [string, number][] } };

export interface Check {
  id: string;
  /** The requirement. */
  title: string;
  /** The hazard. */
  finding: string;
  kinds: string[];
  aliases: string[];
  applies_if?: string;
  rule: { derived: { fails_if: string } } | "observed" | "scored";
  points: Points;
  grade: { fixed: Grade } | { expression: string };
  section?: string;
  groups: string[];
  within?: { days: number } | { months: number };
  refer_to?: string;
  fix?: string;
  basis?: Basis;
  effective: Effective;
  campaign?: string;
  provenance: string[];
}

export interface Section extends Item {
  cap?: number;
  max?: number;
  not_applicable: "zero" | "rescale";
}

export type Group = Item;

export interface Level {
  id: string;
  label: string;
  color?: string;
  when?: string;
  provenance: string[];
}

export interface ScoreItem {
  value?: string;
  better: "low" | "high";
  decimals: number;
  max?: number;
  label?: string;
  unit?: string;
  provenance: string[];
}

export interface ResultItem extends Item {
  result_type: "number" | "truth" | "level";
  value?: string;
  levels: Level[];
  better: "low" | "high";
  decimals: number;
}

export interface Adjust extends Item {
  when: string;
  adjustment: { to: string } | { by: number };
  result?: string;
}

export interface Window extends Item {
  dates: Period[];
}

export interface Target {
  id: string;
  label: string;
  task?: string;
  kinds: string[];
  at_least?: number;
  share?: number;
}

export interface Campaign {
  id: string;
  title: string;
  period: Period;
  scope?: string;
  kinds: string[];
  targets: Target[];
  provenance: string[];
}

export interface Task extends Item {
  aliases: string[];
  by?: string;
}

export interface Duty {
  id: string;
  task: string;
  label?: string;
  kinds: string[];
  frequency:
    | { per: { per: "day" | "week" | "month" | "quarter" | "half_year" | "year" | "campaign"; at_least: number | null; at_most: number | null; spread: boolean } }
    | { every: { days: number } | { months: number } };
  when?: string;
  count_if?: string;
  same_day: "once" | "each";
  first_period: "full" | "prorate" | "skip";
  by?: string;
  basis?: Basis;
  effective: Effective;
  campaign?: string;
  provenance: string[];
}

export type ScriptType = "bool" | "number" | "text" | "date";

/** A function that the pack's scripts define; bundles that have any are run by `paicha/full`. */
export interface ScriptFunction extends Item {
  params: ScriptType[];
  returns: ScriptType;
  range: { min: number | null; max: number | null };
}

/** Everything a pack says, overlays merged, in the order written. */
export interface Items {
  info: PackInfo;
  kinds: Kind[];
  facts: Fact[];
  derived: Derived[];
  checks: Check[];
  sections: Section[];
  groups: Group[];
  score: ScoreItem;
  results: ResultItem[];
  /** Worst first. */
  levels: Level[];
  adjusts: Adjust[];
  windows: Window[];
  campaigns: Campaign[];
  tasks: Task[];
  duties: Duty[];
  functions: ScriptFunction[];
  /** The scripts that define them: file and text. */
  scripts: [file: string, text: string][];
}
