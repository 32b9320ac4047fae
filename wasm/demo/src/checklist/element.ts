/** Brings the element when the first checklist is opened. */

import { update } from "../app/state.ts";
import { troubleOf } from "../app/trouble.ts";

let isReady = false;
let coming: Promise<void> | undefined;

export function checklistReady(): boolean {
  coming ??= import("paicha/checklist").then(
    () => {
      isReady = true;
      update({});
    },
    (error: unknown) => {
      coming = undefined;
      update({ trouble: troubleOf(error) });
    },
  );
  return isReady;
}
