/** The one error of this package: a call that failed. */

import type { Diagnostic, ErrorRow, Message } from "./types.js";

interface Thrown {
  code: string;
  message: Message;
  location?: string | null | undefined;
  help?: Message | null | undefined;
  diagnostics?: Diagnostic[];
  row?: ErrorRow;
}

/** Why a call failed: a stable code, the place, and what to do, in Chinese and English. */
export class PaichaError extends Error {
  /** Stable: `B003`, `C002`, `E0301`, … */
  readonly code: string;
  /** What went wrong. */
  readonly text: Message;
  /** Where: `file:line:column`, or the row and column of a table, or the pointer within a place. */
  readonly location: string | undefined;
  /** What to do about it. */
  readonly help: Message | undefined;
  /** All problems of the rule files, when they are why the call failed. */
  readonly diagnostics: Diagnostic[];
  /** The place that could not be read, with all its problems. */
  readonly row: ErrorRow | undefined;

  constructor(thrown: Thrown) {
    const { code, message, location, help } = thrown;
    super(`${location ? `${location}: ` : ""}${code}: ${message.zh} / ${message.en}${help ? ` (${help.zh} / ${help.en})` : ""}`);
    this.name = "PaichaError";
    this.code = code;
    this.text = message;
    this.location = location ?? undefined;
    this.help = help ?? undefined;
    this.diagnostics = thrown.diagnostics ?? [];
    this.row = thrown.row;
  }
}

/** An error of the package itself, not of the core. */
export function failure(code: string, zh: string, en: string, help?: Message): PaichaError {
  return new PaichaError({ code, message: { zh, en }, help });
}

/** What the core threw (a JSON text) as an error of this package. */
export function thrown(error: unknown): unknown {
  if (typeof error === "string") {
    try {
      return new PaichaError(JSON.parse(error) as Thrown);
    } catch {
      return failure("W000", "没有说明的错误", "an error without a description");
    }
  }
  return error;
}
