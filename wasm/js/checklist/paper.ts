/**
 * `<paicha-paper>`: a form to be printed, shown in place of the page until it is closed. Nothing else of the page is then
 * there, so what prints is the form alone, whatever the page's own styles say.
 */

import { html, LitElement, supportsAdoptingStyleSheets, type TemplateResult } from "lit";
import type { ChecklistResult } from "./api.js";
import type { Inspection } from "./inspection.js";
import { noticeView, recordView } from "./paper-view.js";
import sheet from "./checklist-paper.css";
import { constructed, linked } from "./styles.js";
import { type Language } from "./words.js";
import { PAPER_WORDS } from "./paper-words.js";

export type PaperKind = "record" | "notice";

export class PaperElement extends LitElement {
  static override styles = constructed(sheet);

  kind: PaperKind = "record";
  language: Language = "zh";
  detail!: ChecklistResult;
  inspection!: Inspection;
  close: () => void = () => undefined;

  override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    linked(root as ShadowRoot, new URL("./checklist-paper.css", import.meta.url));
    return root;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("button")?.focus();
  }

  protected override render(): TemplateResult {
    const words = PAPER_WORDS[this.language];
    const view = this.kind === "record" ? recordView : noticeView;
    return html`
      <main lang=${words.words.tag} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && this.close()}>
        <div class="bar">
          <button type="button" data-action="print" @click=${() => print()}>${words.print}</button>
          <button type="button" data-action="close" @click=${() => this.close()}>${words.back}</button>
        </div>
        <article part="paper">${view(this.detail, this.inspection, words)}</article>
      </main>
    `;
  }
}

/** Shows a form. When it is closed the page is as it was, the focus included. */
export function openPaper(kind: PaperKind, detail: ChecklistResult, inspection: Inspection, language: Language): void {
  const others = [...document.body.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
  const shown = others.map((other) => [other, other.style.display] as const);
  const focused = deepFocus();
  const place = [scrollX, scrollY] as const;
  const paper = document.createElement("paicha-paper") as PaperElement;
  const clearPage = setUpPage();
  const close = (): void => {
    clearPage();
    paper.remove();
    shown.forEach(([other, display]) => (other.style.display = display));
    scrollTo(...place);
    focused?.focus({ preventScroll: true });
  };
  Object.assign(paper, { kind, detail, inspection, language, close });
  others.forEach((other) => (other.style.display = "none"));
  document.body.append(paper);
  scrollTo(0, 0);
}

/** The paper's size and margins belong to the document, where a sheet can be added to it. */
function setUpPage(): () => void {
  if (!supportsAdoptingStyleSheets) {
    return () => undefined;
  }
  const page = new CSSStyleSheet();
  page.replaceSync("@page { size: A4; margin: 16mm 14mm }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
  return () => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page));
}

function deepFocus(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) {
    active = active.shadowRoot.activeElement;
  }
  return active instanceof HTMLElement ? active : undefined;
}
