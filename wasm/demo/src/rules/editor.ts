/** `<rule-editor>`: a text area with line numbers, light colours, and what is wrong underlined. */

import { highlighted, type Mark } from "./highlight.ts";

export class RuleEditor extends HTMLElement {
  private readonly area = document.createElement("textarea");
  private readonly picture = document.createElement("pre");
  private readonly gutter = document.createElement("div");
  private shownMarks: readonly Mark[] = [];
  private gone: unknown;

  constructor() {
    super();
    Object.assign(this.area, { id: "rule-text", spellcheck: false, autocapitalize: "off", wrap: "off" });
    this.area.setAttribute("aria-label", "规则文件");
    this.area.setAttribute("autocomplete", "off");
    this.area.addEventListener("input", () => {
      this.draw();
      this.dispatchEvent(new CustomEvent("edit", { detail: this.area.value }));
    });
    this.area.addEventListener("scroll", () => this.follow());
    this.picture.setAttribute("aria-hidden", "true");
    this.gutter.className = "gutter";
    this.gutter.setAttribute("aria-hidden", "true");
  }

  connectedCallback(): void {
    if (!this.area.isConnected) {
      const field = document.createElement("div");
      field.className = "code";
      field.append(this.picture, this.area);
      this.append(this.gutter, field);
    }
  }

  set text(text: string) {
    if (text !== this.area.value) {
      this.area.value = text;
      this.area.scrollTo(0, 0);
      this.draw();
    }
  }

  set label(label: string) {
    this.area.setAttribute("aria-label", `规则文件 ${label}`);
  }

  set marks(marks: readonly Mark[]) {
    if (JSON.stringify(marks) !== JSON.stringify(this.shownMarks)) {
      this.shownMarks = marks;
      this.draw();
    }
  }

  /** Selects a stretch and brings it into view. */
  set target(target: { line: number; column: number; length: number } | undefined) {
    if (!target || target === this.gone) {
      return;
    }
    this.gone = target;
    const lines = this.area.value.split("\n");
    const units = (text: string, characters: number) => [...text].slice(0, characters).join("").length;
    const line = lines[target.line - 1] ?? "";
    const start = lines.slice(0, target.line - 1).reduce((sum, own) => sum + own.length + 1, 0);
    const from = start + units(line, target.column - 1);
    const to = start + units(line, target.column - 1 + target.length);
    requestAnimationFrame(() => {
      this.area.focus({ preventScroll: true });
      this.area.setSelectionRange(from, to);
      const height = this.area.scrollHeight / Math.max(1, lines.length);
      this.area.scrollTop = Math.max(0, (target.line - 6) * height);
      this.follow();
      this.scrollIntoView({ block: "nearest" });
    });
  }

  private draw(): void {
    const wrong = new Map(this.shownMarks.map((mark) => [mark.line, mark.severity]));
    this.picture.replaceChildren(highlighted(this.area.value, this.shownMarks));
    const numbers = this.area.value.split("\n").map((_, index) => {
      const number = document.createElement("span");
      number.textContent = String(index + 1);
      number.className = wrong.get(index + 1) ?? "";
      return number;
    });
    this.gutter.replaceChildren(...numbers);
    this.follow();
  }

  private follow(): void {
    this.picture.scrollTop = this.area.scrollTop;
    this.picture.scrollLeft = this.area.scrollLeft;
    this.gutter.scrollTop = this.area.scrollTop;
  }
}

customElements.define("rule-editor", RuleEditor);
