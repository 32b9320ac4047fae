/** Small line drawings. */

import { html, svg, type TemplateResult } from "lit/html.js";

const DRAWINGS = {
  brand: svg`<rect x="4" y="2.5" width="16" height="19" rx="2"/><path d="M8 8h.01M8 12h.01M8 16h.01M11 8h6M11 12h6M11 16h3"/>`,
  checklist: svg`<path d="M4 6l1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M11.5 6.5H20M11.5 12.5H20M11.5 18.5H20"/>`,
  ledger: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="1.5"/><path d="M3.5 9.5h17M3.5 14.5h17M9 9.5v10"/>`,
  rules: svg`<path d="M4 20l1-4L16.5 4.5a1.4 1.4 0 0 1 2 0l1 1a1.4 1.4 0 0 1 0 2L8 19zM14.5 6.5l3 3M13 20h7"/>`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  drop: svg`<path d="M12 4v11M7.5 10.5L12 15l4.5-4.5M4 16.5V19a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-2.5"/>`,
} as const;

export function icon(name: keyof typeof DRAWINGS): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${DRAWINGS[name]}</svg>`;
}
