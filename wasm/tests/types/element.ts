// The element as a page's script sees it.
import { type ChecklistResult, PaichaChecklist } from "paicha/checklist";

const element: PaichaChecklist | null = document.querySelector("paicha-checklist");
element?.addEventListener("paicha-finish", (event) => {
  const result: ChecklistResult = event.detail;
  // @ts-expect-error no such key of a result
  result.danger;
});
export const made: HTMLElement = new PaichaChecklist();
