/** Brings the element when the first checklist is opened. */

import { update } from "../app/state.ts";

let isReady = false;
let coming: Promise<void> | undefined;

export function checklistReady(): boolean {
  coming ??= Promise.resolve().then(() => {
    isReady = true;
    update({});
  });
  return isReady;
}
