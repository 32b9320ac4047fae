/** `<paicha-checklist>`: what the page gives, what the inspector does, what the page is told. */

import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { PaichaError } from "../index.js";
import type { Pack } from "../pack.js";
import type { FactValue, Place } from "../types.js";
import type { ChecklistResult } from "./api.js";
import sheet from "./checklist.css";
import type { Section } from "./form.js";
import { Inspection, noNotes, type Notes } from "./inspection.js";
import { packOf } from "./loading.js";
import { openPaper, type PaperKind } from "./paper.js";
import { focusInput, focusNext } from "./focus.js";
import type { Actions } from "./question-view.js";
import { Store } from "./store.js";
import { constructed, linked } from "./styles.js";
import { levelText } from "./summary-view.js";
import { Typing } from "./typing.js";
import { typedNumber } from "./values.js";
import { type Asked, failedView, loadingView, pageView } from "./page-view.js";
import { type Language, type Words, WORDS } from "./words.js";

/** From this width on the result stands beside the questions. */
const WIDE = 860;
/** The id of a place for which the page gives none. */
const NO_ID = "未编号";
/** Level changes are spoken when the answers rest. */
const SPEAK_AFTER = 1200;

export class ChecklistElement extends LitElement implements Actions {
  static override styles = constructed(sheet);

  @property() bundle = "";
  @property({ attribute: false }) pack: Pack | undefined;
  @property({ attribute: false }) place: Partial<Place> | undefined;
  @property({ attribute: false }) kinds: readonly string[] | undefined;
  @property() kind = "";
  @property({ attribute: "as-of" }) asOf = "";
  @property({ attribute: "place-id" }) placeId = "";
  @property() name = "";
  @property() override lang = "";

  @state() inspection: Inspection | undefined;
  @state() error: unknown;
  @state() wide = false;
  /** What is asked before it is done. */
  @state() asking: Asked | undefined;
  @state() finished = false;
  @state() saved = true;
  @state() restored = false;
  @state() packChanged = false;
  /** What is spoken to those who do not see the page. */
  @state() spoken = "";

  readonly typing = new Typing((id, text) => this.typed(id, text));
  /** The input that was touched last. */
  last: string | undefined;
  private loaded: { from: string; pack: Pack } | undefined;
  private store: Store | undefined;
  /** Which place, pack and date the notes belong to. */
  private subject = "";
  /** What was entered before something failed. */
  private kept: Notes | undefined;
  private speaking: ReturnType<typeof setTimeout> | undefined;
  private readonly sizes = new ResizeObserver(([entry]) => this.sized(entry?.contentRect.width ?? 0));
  private readonly leaving = (): void => this.typing.flush();

  get language(): Language {
    return this.lang.toLowerCase().startsWith("en") ? "en" : "zh";
  }

  get words(): Words {
    return WORDS[this.language];
  }

  get result(): ChecklistResult | undefined {
    return this.inspection?.detail();
  }

  override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    linked(root as ShadowRoot, new URL("./checklist.css", import.meta.url));
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
    addEventListener("pagehide", this.leaving);
    document.addEventListener("visibilitychange", this.leaving);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.typing.flush();
    this.sizes.disconnect();
    removeEventListener("pagehide", this.leaving);
    document.removeEventListener("visibilitychange", this.leaving);
  }

  /** Without a width it is not displayed, and stays as it is. */
  private sized(width: number): void {
    this.wide = width === 0 ? this.wide : width >= WIDE;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const given = ["bundle", "pack", "place", "kinds", "kind", "asOf", "placeId", "name"] as const;
    if (given.some((name) => changed.has(name))) {
      void this.open();
    }
  }

  /** Brings the pack, unless it is there, and opens the inspection. */
  private async open(): Promise<void> {
    const { pack, bundle } = this;
    const ready = pack ?? (this.loaded?.from === bundle ? this.loaded.pack : undefined);
    if (ready) {
      return this.begin(ready);
    }
    if (bundle === "") {
      return;
    }
    try {
      const loaded = await packOf(bundle);
      if (bundle === this.bundle && !this.pack) {
        this.loaded = { from: bundle, pack: loaded };
        this.begin(loaded);
      }
    } catch (error) {
      if (bundle === this.bundle && !this.pack) {
        this.fail(error);
      }
    }
  }

  retry(): void {
    this.error = undefined;
    this.loaded = undefined;
    void this.open();
  }

  /** What was entered is kept: once the cause is gone it is there again. */
  private fail(error: unknown): void {
    this.kept = this.inspection?.notes ?? this.kept;
    this.inspection?.free();
    this.inspection = undefined;
    this.error = error;
  }

  /** The place as the page gives it. */
  private given(): Place {
    const kinds = this.kinds ?? (this.kind === "" ? undefined : this.kind.split(/[,，、;；\s]+/).filter(Boolean));
    const { place = {} } = this;
    return { ...place, id: this.placeId || (place.id ?? "") || NO_ID, name: this.name || (place.name ?? null), kinds: kinds ?? place.kinds ?? [] };
  }

  /** Whether the page said which place it is, so that answers can be kept for it. */
  get identified(): boolean {
    return this.placeId !== "" || (this.place?.id ?? "") !== "";
  }

  get date(): string {
    return this.asOf || today();
  }

  /** Opens the inspection: what was entered here before is kept, else what was saved is restored. */
  private begin(pack: Pack): void {
    this.typing.settle();
    const place = this.given();
    const subject = JSON.stringify([place.id, pack.id, this.date]);
    const store = this.identified ? new Store(String(place.id), pack.reference, this.date) : undefined;
    const stored = store?.read();
    const current = subject === this.subject ? (this.inspection?.notes ?? this.kept) : undefined;
    try {
      const inspection = new Inspection(pack, place, this.date, current ?? stored?.notes ?? noNotes());
      this.inspection?.free();
      this.inspection = inspection;
    } catch (error) {
      return this.fail(error);
    }
    if (subject !== this.subject) {
      this.restored = stored !== undefined;
      this.finished = false;
      this.asking = undefined;
      this.saved = true;
    }
    this.subject = subject;
    this.store = store;
    this.packChanged = stored?.packChanged ?? false;
    this.error = undefined;
    this.kept = undefined;
    this.tell("paicha-ready");
  }

  answer(id: string, value: FactValue): void {
    this.last = id;
    this.typing.drop(id);
    this.act((inspection) => inspection.answer(id, value));
  }

  type(id: string, text: string): void {
    this.typing.type(id, text);
  }

  settle(): void {
    this.typing.settle();
    this.requestUpdate();
  }

  private typed(id: string, text: string): void {
    const [, hazard] = /^other:(\d+)$/.exec(id) ?? [];
    this.act((inspection) => {
      if (hazard !== undefined) {
        const other = inspection.notes.other_hazards[Number(hazard)];
        Object.assign(other ?? {}, { text });
        return;
      }
      const input = inspection.inputs.find((input) => input.id === id);
      inspection.answer(id, input?.type === "number" ? typedNumber(text) : text.trim() || undefined);
    });
  }

  correct(check: string, corrected: boolean): void {
    this.act((inspection) => inspection.correct(check, corrected));
  }

  addOther(): void {
    this.act(({ notes }) => notes.other_hazards.push({ text: "", corrected: false }));
    void this.updateComplete.then(() => focusInput(this.renderRoot, `other:${(this.inspection?.notes.other_hazards.length ?? 1) - 1}`));
  }

  correctOther(index: number, corrected: boolean): void {
    this.act(({ notes }) => Object.assign(notes.other_hazards[index] ?? {}, { corrected }));
  }

  removeOther(index: number): void {
    this.typing.settle();
    this.act(({ notes }) => notes.other_hazards.splice(index, 1));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".add")?.focus());
  }

  confirm(section: Section): void {
    let filled = 0;
    this.act((inspection) => (filled = inspection.confirm(section)));
    const rest = section.inputs.filter((input) => this.inspection?.unanswered(input)).length;
    this.speak(filled > 0 ? this.words.confirmed(filled, rest) : this.words.nothingToConfirm);
  }

  undo(section: Section): void {
    let undone = 0;
    this.act((inspection) => (undone = inspection.undo(section)));
    this.speak(this.words.undone(undone));
  }

  /** Does something to the inspection: then it is saved, shown, and told. */
  private act(change: (inspection: Inspection) => void): void {
    const { inspection } = this;
    if (!inspection) {
      return;
    }
    const before = levelText(inspection.result);
    try {
      change(inspection);
    } catch (error) {
      this.store?.write(inspection.notes);
      return this.fail(error);
    }
    this.saved = this.store?.write(inspection.notes) ?? true;
    this.finished = false;
    this.asking = undefined;
    this.requestUpdate();
    if (levelText(inspection.result) !== before) {
      this.speakLater();
    }
    this.tell("paicha-change");
  }

  private tell(type: "paicha-ready" | "paicha-change" | "paicha-finish"): void {
    this.dispatchEvent(new CustomEvent(type, { detail: this.result, bubbles: true, composed: true }));
  }

  private speak(text: string): void {
    this.spoken = text;
  }

  /** Speaks the level once the answers rest. */
  private speakLater(): void {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      if (this.inspection) {
        this.speak(this.words.fact(this.words.level, levelText(this.inspection.result)));
      }
    }, SPEAK_AFTER);
  }

  next(): void {
    this.typing.settle();
    const { inspection, renderRoot } = this;
    if (inspection) {
      const inputs = inspection.inputs.filter((input) => inspection.asked(input));
      focusNext(renderRoot, inputs.map((input) => ({ id: input.id, open: inspection.unanswered(input) })), this.last);
    }
  }

  ask(asking: Asked | undefined): void {
    this.typing.settle();
    this.asking = asking === "finish" && this.inspection?.left === 0 ? undefined : asking;
    if (asking === "finish" && this.asking === undefined) {
      this.finish();
    }
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".asking button")?.focus());
  }

  finish(): void {
    this.asking = undefined;
    this.finished = true;
    this.speak(this.words.finished);
    this.tell("paicha-finish");
  }

  restart(): void {
    this.act((inspection) => inspection.restart());
    this.store?.clear();
    this.restored = false;
    this.speak(this.words.restarted);
  }

  print(kind: PaperKind): void {
    this.typing.settle();
    if (this.inspection) {
      openPaper(kind, this.inspection.detail(), this.inspection, this.language);
    }
  }

  protected override render(): TemplateResult {
    if (this.error !== undefined) {
      return failedView(this, explained(this.error, this.language));
    }
    return this.inspection ? pageView(this, this.inspection) : loadingView(this.words);
  }
}

/** An error in plain words, with what to do about it. */
function explained(error: unknown, language: Language): string[] {
  if (error instanceof PaichaError) {
    return [`${error.text[language]} (${error.code})`, error.help?.[language] ?? ""].filter(Boolean);
  }
  return [error instanceof Error ? error.message : String(error)];
}

function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
