/** `paicha/checklist`: the element `<paicha-checklist>`. To import it is to define it. */

import type { ChecklistResult, PaichaChecklist as Checklist } from "./checklist/api.js";
import { ChecklistElement } from "./checklist/element.js";
import { PaperElement } from "./checklist/paper.js";

export type { ChecklistResult, InspectedPlace, OtherHazard } from "./checklist/api.js";

/** The class of `<paicha-checklist>`. */
export type PaichaChecklist = Checklist;
export const PaichaChecklist = ChecklistElement as unknown as { new (): PaichaChecklist; readonly prototype: PaichaChecklist };

if (!customElements.get("paicha-checklist")) {
  customElements.define("paicha-paper", PaperElement);
  customElements.define("paicha-checklist", ChecklistElement);
}

declare global {
  interface HTMLElementTagNameMap {
    "paicha-checklist": Checklist;
  }
  interface HTMLElementEventMap {
    "paicha-ready": CustomEvent<ChecklistResult>;
    "paicha-change": CustomEvent<ChecklistResult>;
    "paicha-finish": CustomEvent<ChecklistResult>;
  }
}
