/** Arguments as a caller without TypeScript may give them. The module reads memory by their length, so a wrong one is refused before it gets there. */

import { failure } from "./error.js";
import type { PaichaError } from "./error.js";

function refused(name: string, zh: string, en: string): PaichaError {
  return failure("A007", `${name} 要写成${zh}`, `${name} takes ${en}`);
}

export function asText(value: unknown, name: string): string {
  if (typeof value !== "string") {
    throw refused(name, "文本", "a text");
  }
  return value;
}

export function asOptionalText(value: unknown, name: string): string | undefined {
  return value === undefined || value === null ? undefined : asText(value, name);
}

export function asBytes(value: unknown, name: string): Uint8Array {
  if (!(value instanceof Uint8Array)) {
    throw refused(name, "字节（Uint8Array）", "bytes (a Uint8Array)");
  }
  return value;
}

export function asObject<T extends object>(value: T, name: string): T {
  if (typeof value !== "object" || value === null) {
    throw refused(name, "对象", "an object");
  }
  return value;
}

export function asList<T>(value: readonly T[], name: string): readonly T[] {
  if (!Array.isArray(value)) {
    throw refused(name, "数组", "an array");
  }
  return value;
}
