/** Errors as people read them. */

import { PaichaError } from "paicha";
import { update, type Trouble } from "./state.ts";

export function troubleOf(error: unknown): Trouble {
  if (error instanceof PaichaError) {
    const place = error.location ? `${error.location}：` : "";
    return { text: `${place}${error.text.zh}`, ...(error.help && { help: error.help.zh }) };
  }
  if (error instanceof TypeError && /fetch/i.test(error.message)) {
    return { text: "取不到文件", help: "请检查网络后再试" };
  }
  return { text: error instanceof Error ? error.message : String(error) };
}

/** Does the work; what goes wrong is shown and loses nothing. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  update({ trouble: undefined });
  try {
    await work();
  } catch (error) {
    update({ trouble: troubleOf(error), progress: undefined });
  }
}
