/** The checklist as a page sees it: properties, and what its events tell. */

import type { Pack } from "../pack.js";
import type { Answer, DateText, Explanation, FactValue, Place } from "../types.js";

/** A hazard outside the checklist, in the inspector's words. */
export interface OtherHazard {
  text: string;
  /** Whether it was corrected on the spot. */
  corrected: boolean;
}

/** The place with what was answered: facts and answers that are known. */
export interface InspectedPlace extends Place {
  kinds: readonly string[];
  facts: Record<string, FactValue>;
  answers: Record<string, Answer>;
}

/** The `detail` of the events. */
export interface ChecklistResult {
  /** What follows from the answers, with both ends and what is still to be asked. */
  assessment: Explanation;
  place: InspectedPlace;
  other_hazards: OtherHazard[];
  /** The failed checks that were corrected on the spot. The level is that of what was found. */
  corrected_on_site: string[];
}

/** The element `<paicha-checklist>`. */
export interface PaichaChecklist extends HTMLElement {
  /** The address of a bundle, or its text. Attribute `bundle`. */
  bundle: string;
  /** A pack that is loaded already, instead of `bundle`. */
  pack: Pack | undefined;
  /** What is known of the place to start from. */
  place: Partial<Place> | undefined;
  /** Ids, labels or aliases of the place's kinds. Attribute `kind`, several separated by commas. */
  kinds: readonly string[] | undefined;
  /** The date of the inspection; today if left out. Attribute `as-of`. */
  asOf: DateText;
  /** Attribute `place-id`. */
  placeId: string;
  /** The place's name. */
  name: string;
  /** `zh` or `en`. */
  lang: string;
  /** What the events tell, now; `undefined` until the checklist is there. */
  readonly result: ChecklistResult | undefined;
}
