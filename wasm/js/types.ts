/** The data that goes in and comes out, as JSON has it in every language: `snake_case` keys, no classes. */

/** A text for people, in Chinese and English. */
export interface Message {
  zh: string;
  en: string;
}

/** A calendar date, `YYYY-MM-DD`. */
export type DateText = string;

/** What is known of a fact or an observed check. `null`, `undefined` and absent all mean: nobody knows. Texts are read as cells are (`"是"`, `"1,200㎡"`, `"不涉及"`). */
export type FactValue = boolean | number | string | readonly string[] | null | undefined;

/** An answer to an observed check; any of its written forms (`"符合"`, `"不符合"`, `"不适用"`, `"/"`) too. */
export type Answer = "passes" | "fails" | "not_applicable" | (string & {}) | null | undefined;

/** A task done at a place. */
export interface TaskRecord {
  task: string;
  date: DateText;
  checker?: string | null;
  outcome?: string | null;
  answers?: Record<string, unknown>;
}

/** A place, nested: facts under `facts`, observed checks under `answers`. `Facts` may be the types made by `paicha types`. */
export interface Place<Facts extends object = Record<string, FactValue>, Answers extends object = Record<string, Answer>> {
  id: string | number;
  name?: string | null;
  kinds: readonly string[] | string;
  region?: string | null;
  since?: DateText | null;
  facts?: Facts | null;
  answers?: Answers | null;
  /** What was done there. Absent: nobody gave records; what was done and is due is then unknown. */
  records?: readonly TaskRecord[] | null;
}

export type Outcome = "failed" | "passed" | "not_applicable" | "unknown" | "not_failed" | "scored";

export type Grade = "general" | "major";

/** A number, or [least, most] while something is unknown. */
export type Bounds = number | [number | null, number | null];

/** The source of a rule. */
export interface Basis {
  law: string;
  status: "quoted" | "secondary" | "unverified";
  url?: string;
  note?: string;
}

/** A fact that made a check fail. */
export interface ReasonInput {
  id: string;
  label: string;
  value: boolean | number | string | string[];
}

/** Why a check failed and what to do about it. */
export interface Reason {
  check: string;
  title: string;
  finding: string;
  points: Bounds;
  counted: Bounds;
  grade: Grade | null;
  section?: string;
  inputs: ReasonInput[];
  basis?: Basis;
  fix?: string;
  deadline?: DateText;
  refer_to?: string;
}

export interface ScoredPoints {
  check: string;
  title: string;
  points: Bounds;
  counted: Bounds;
}

/** Both ends of a level: what is certain, and what it may still be. */
export interface LevelRange {
  level: string;
  level_at_worst: string;
  level_label: string;
  level_at_worst_label: string;
}

export interface ResultValue extends Partial<LevelRange> {
  value?: number | boolean | null;
  at_worst?: number | boolean | null;
}

/** Something that could be computed and has no value. */
export interface RunError extends Message {
  item: string;
  code: string;
}

export interface PackReference {
  id: string;
  version: string;
  digest: string;
}

export interface Period {
  from: DateText;
  to: DateText;
}

export interface DutyStatus {
  duty: string;
  holds: "true" | "unknown";
  required: number | null;
  done: number | null;
  period: Period | null;
  missed: Period[] | null;
  next_due: DateText | null;
  days_overdue: number | null;
  suggested: DateText | null;
  by?: string;
}

export interface TaskStatus {
  task: string;
  label: string;
  required: number | null;
  required_at_worst: number | null;
  done: number | null;
  missed: Period[] | null;
  next_due: DateText | null;
  days_overdue: number | null;
  next_due_at_worst: DateText | null;
  days_overdue_at_worst: number | null;
  suggested: DateText | null;
  clash: boolean;
  exceeded: boolean;
  duties: DutyStatus[];
}

/** Everything concluded about one place on one date. */
export interface Assessment extends Partial<LevelRange> {
  id: string;
  name: string | null;
  kinds: string[];
  region: string | null;
  as_of: DateText;
  /** The better end; `null` when it is not finite. */
  score: number | null;
  score_at_worst: number | null;
  /** How much was looked at, 0 to 1. */
  known_share: number;
  results?: Record<string, ResultValue>;
  failed: Reason[];
  scored?: ScoredPoints[];
  outcomes: Record<string, Outcome>;
  adjusted?: string[];
  assumed?: string[];
  errors?: RunError[];
  tasks?: TaskStatus[];
  next_due: DateText | null;
  days_overdue: number | null;
  out_of_force: number;
  pack: PackReference;
}

/** A fact or observed check that something undecided waits for. */
export interface Question {
  input: string;
  label: string;
  question: string;
  changes_level: boolean;
  points: number;
  checks: string[];
}

export interface Term {
  term: string;
  value: Bounds | string;
}

export interface LevelBecause {
  level: string;
  when: string | null;
  terms: Term[];
}

/** An assessment with what it follows from and what to ask next. */
export interface Explanation extends Assessment {
  level_because?: LevelBecause;
  level_at_worst_because?: LevelBecause;
  score_terms?: Term[];
  questions: Question[];
}

/** Score and level alone, with both ends. */
export interface Score {
  score: number | null;
  score_at_worst: number | null;
  level: string | null;
  level_at_worst: string | null;
}

/** One problem of a place, record or table. */
export interface Problem extends Message {
  code: string;
  help?: Message;
  file?: string;
  sheet?: string;
  row?: number;
  column?: string;
  letter?: string;
  pointer?: string;
  value?: string;
}

/** A row that cannot be assessed, with all its problems. */
export interface ErrorRow {
  id: string | null;
  name: string | null;
  as_of?: DateText;
  problems: Problem[];
}

/** A stretch of a rule file. */
export interface SourcePlace {
  file: string;
  line: number;
  column: number;
  length: number;
  text: string;
}

/** One problem of a rule pack. */
export interface Diagnostic {
  code: string;
  severity: "error" | "warning";
  message: Message;
  place: SourcePlace | null;
  help: Message | null;
  related: [SourcePlace, Message][];
}

/** A cell of a table. A date is `{ date }`, a formula that went wrong `{ error }`. */
export type Cell = string | number | boolean | null | { date: DateText } | { error: string };

/** A row with its number in the spreadsheet, from 1. */
export type Row = readonly [row: number, cells: readonly Cell[]];

export interface Difference {
  path: string;
  expected: unknown;
  actual: unknown;
}

export interface CaseResult {
  name: string;
  file: string;
  line: number;
  differences: Difference[];
  problems?: Message[];
}

/** How many cases bring a check to each outcome. */
export interface CheckCoverage {
  check: string;
  title: string;
  /** Of a pack that this one extends. */
  inherited: boolean;
  /** Has a case in which it fails and one in which it does not. */
  covered: boolean;
  failed: number;
  passed: number;
  not_failed: number;
  not_applicable: number;
  unknown: number;
  scored: number;
  boundary: number;
}

/** What the cases of a pack show. */
export interface CaseReport {
  summary: { cases: number; passed: number; checks: number; covered: number; inherited: number };
  cases: CaseResult[];
  coverage: CheckCoverage[];
}
