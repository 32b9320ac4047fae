/** The rule files as they are being edited. */

import type { CaseReport, Diagnostic, Pack } from "paicha";
import type { Comparison } from "./compare.ts";

export interface RulesState {
  /** All rule files as they came, by path. */
  originals: Readonly<Record<string, string>> | undefined;
  /** Those that were changed. */
  texts: Readonly<Record<string, string>>;
  /** The file in the editor. */
  open: string;
  /** Where the editor is to go. */
  target: { line: number; column: number; length: number } | undefined;
  found: Found | undefined;
  comparison: Comparison | undefined;
  /** Something is being checked or compared. */
  working: boolean;
}

/** What was found of the rule files as they are now. */
export interface Found {
  diagnostics: Diagnostic[];
  /** `undefined` while there are errors. */
  pack: Pack | undefined;
  cases: CaseReport | undefined;
}
