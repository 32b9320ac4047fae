/** A level with both its ends, in the pack's colours. Colour never says it alone. */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Level } from "paicha";

export interface Ends {
  /** Indices into the pack's levels, worst first. */
  level: number;
  atWorst: number;
}

export const levelText = (levels: readonly Level[], { level, atWorst }: Ends): string => {
  const label = (index: number) => levels[index]?.label ?? "—";
  return level === atWorst ? label(level) : `${label(level)}…${label(atWorst)}`;
};

/** A lit property: colours come from the pack and are set by script, which a strict policy allows. */
const colour = (level: Level | undefined): string => `--level: ${/^#[0-9a-f]{3,8}$/i.test(level?.color ?? "") ? level?.color : "#8a9294"}`;

export const swatch = (level: Level | undefined, isOpen = false): TemplateResult => html`<i class=${isOpen ? "swatch open" : "swatch"} .style=${colour(level)}></i>`;

export function levelChip(levels: readonly Level[], ends: Ends): TemplateResult {
  const isSettled = ends.level === ends.atWorst;
  return html`<span class="level" .style=${colour(levels[ends.level])}>
    ${swatch(levels[ends.level])}${isSettled ? nothing : swatch(levels[ends.atWorst], true)}
    <span>${levelText(levels, ends)}</span>
  </span>`;
}
