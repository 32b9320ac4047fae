/** What goes into the module as JSON. */

import { failure } from "./error.js";

/** A place or a table as JSON. What JSON cannot say is no fact: it is refused, not silently made `null`. */
export function written(value: unknown): string {
  let wrong: string | undefined;
  const check = (key: string, inner: unknown): unknown => {
    if (typeof inner === "number" && !Number.isFinite(inner)) {
      wrong = key;
    }
    return inner;
  };
  let text: string | undefined;
  try {
    text = JSON.stringify(value, check);
  } catch (error) {
    throw failure("A005", `写不成 JSON：${String(error)}`, `this cannot be written as JSON: ${String(error)}`);
  }
  if (wrong !== undefined) {
    throw failure("A005", `${wrong} 不是有限的数`, `${wrong} is not a finite number`, { zh: "不知道就写 null", en: "write null for what is not known" });
  }
  return text ?? "null";
}
