// The checklist as a page's TypeScript has it.
import { PaichaChecklist, type ChecklistResult } from "paicha/checklist";
import { load } from "paicha";

const checklist: PaichaChecklist = document.createElement("paicha-checklist");
checklist.kinds = ["restaurant"];
checklist.asOf = "2022-12-31";
checklist.place = { id: 1, facts: { uses_gas: true } };
checklist.pack = await load("{}");
document.querySelector("paicha-checklist")!.placeId = "P-1";

addEventListener("paicha-finish", (event) => console.log((event as CustomEvent<ChecklistResult>).detail.other_hazards));
checklist.addEventListener("paicha-change", ({ detail }) => {
  const level: string | undefined = detail.assessment.level_at_worst;
  const corrected: string[] = detail.corrected_on_site;
  console.log(level, corrected, detail.place.facts["uses_gas"], detail.assessment.questions[0]?.input);
});

// @ts-expect-error a list, not a text
checklist.kinds = "restaurant";
// @ts-expect-error only read
checklist.result = undefined;
// @ts-expect-error no such thing
checklist.inspection;

console.log(new PaichaChecklist() instanceof HTMLElement);

export {};
