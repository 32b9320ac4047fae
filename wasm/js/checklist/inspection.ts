/** One inspection of a place: what was answered, what follows, what still matters. Knows no page. */

import type { Assessor } from "../assessor.js";
import { PaichaError } from "../index.js";
import type { Pack } from "../pack.js";
import type { Answer, DateText, Explanation, FactValue, Place, Problem, Question, Reason } from "../types.js";
import type { ChecklistResult, InspectedPlace, OtherHazard } from "./api.js";
import { compliant } from "./compliance.js";
import { type Input, layOut, type Section } from "./form.js";

/** What an inspector entered. It is what is saved. */
export interface Notes {
  /** By fact or observed check. `null`: known before, and cleared. */
  values: Record<string, FactValue>;
  other_hazards: OtherHazard[];
  corrected_on_site: string[];
  /** What was filled in at once, by section, so that it can be undone. */
  confirmed: Record<string, string[]>;
}

export const noNotes = (): Notes => ({ values: {}, other_hazards: [], corrected_on_site: [], confirmed: {} });

export class Inspection {
  readonly pack: Pack;
  /** What was known before. */
  readonly start: Place;
  sections: Section[] = [];
  result!: Explanation;
  /** Values that the core refuses, and why. They are kept and count as unknown. */
  refused = new Map<string, Problem>();
  notes: Notes;
  private readonly assessor: Assessor;
  private readonly observed: Set<string>;
  private readonly questions = new Map<string, Question>();
  private open = new Set<string>();

  /** @throws PaichaError for a place that cannot be assessed whatever is answered: of an unknown kind, … */
  constructor(pack: Pack, start: Place, asOf: DateText, notes: Notes) {
    this.pack = pack;
    this.start = start;
    this.notes = notes;
    this.assessor = pack.assessor({ asOf });
    this.observed = new Set(pack.items.checks.filter((check) => check.rule === "observed").map((check) => check.id));
    const { facts: _facts, answers: _answers, ...blank } = start;
    this.learn(this.assessor.explain(blank).questions);
    this.assess();
  }

  /** Gives the assessor's memory back. */
  free(): void {
    this.assessor.free();
  }

  /** What is known or was entered; `undefined` if nothing. */
  value(id: string): FactValue {
    const entered = this.notes.values[id];
    return (entered === undefined ? this.known(id) : entered) ?? undefined;
  }

  /** Whether a value stands as it was known before. */
  registered(id: string): boolean {
    return this.notes.values[id] === undefined && (this.known(id) ?? undefined) !== undefined;
  }

  private known(id: string): FactValue {
    const { facts, answers } = this.start;
    return (facts as Record<string, FactValue> | null | undefined)?.[id] ?? (answers as Record<string, FactValue> | null | undefined)?.[id];
  }

  /** All that may be asked, in the order of the form. */
  get inputs(): Input[] {
    return this.sections.flatMap((section) => section.inputs);
  }

  /** Whether something is asked: it is answered, or can still change what a check, the score or the level comes to. */
  asked(input: Input): boolean {
    return this.open.has(input.id) || this.value(input.id) !== undefined;
  }

  /** Whether something is asked and not answered, or answered with what the core refuses. */
  unanswered(input: Input): boolean {
    return this.open.has(input.id) && (this.value(input.id) === undefined || this.refused.has(input.id));
  }

  /** How much is asked and not answered. */
  get left(): number {
    return this.inputs.filter((input) => this.unanswered(input)).length;
  }

  /** Whether a level could still change. */
  get undecided(): boolean {
    return this.result.level !== this.result.level_at_worst;
  }

  set(id: string, value: FactValue): void {
    this.enter({ [id]: value });
    this.assess();
  }

  private enter(values: Record<string, FactValue>): void {
    const cleared = (id: string) => ((this.known(id) ?? undefined) === undefined ? undefined : null);
    for (const [id, value] of Object.entries(values)) {
      this.notes.values[id] = value ?? cleared(id);
    }
  }

  /** Fills in what is unanswered in a section as compliant, where it is clear which answer that is. Returns how many. */
  confirm(section: Section): number {
    const filled: string[] = [];
    for (const input of section.inputs.filter((input) => this.unanswered(input) && !this.refused.has(input.id))) {
      const value = compliant(input, this.inputs, this.pack.items, (changed) => this.assessor.assess(this.place(changed)).outcomes);
      if (value !== undefined) {
        this.enter({ [input.id]: value });
        filled.push(input.id);
      }
    }
    if (filled.length > 0) {
      this.notes.confirmed[section.id] = [...(this.notes.confirmed[section.id] ?? []), ...filled];
      this.assess();
    }
    return filled.length;
  }

  /** Whether something was filled in at once that still stands. */
  canUndo(section: Section): boolean {
    return (this.notes.confirmed[section.id]?.length ?? 0) > 0;
  }

  /** Takes back what was filled in at once. Returns how many. */
  undo(section: Section): number {
    const filled = this.notes.confirmed[section.id] ?? [];
    this.enter(Object.fromEntries(filled.map((id) => [id, undefined])));
    delete this.notes.confirmed[section.id];
    this.assess();
    return filled.length;
  }

  /** An answer given by hand is no longer one that was filled in at once. */
  answer(id: string, value: FactValue): void {
    for (const [section, filled] of Object.entries(this.notes.confirmed)) {
      this.notes.confirmed[section] = filled.filter((other) => other !== id);
    }
    this.set(id, value);
  }

  /** Forgets everything entered; what was known before stays. */
  restart(): void {
    this.notes = noNotes();
    this.assess();
  }

  /** The failed checks to be told of at each input: a check stands at the first input it failed by. */
  failures(): Map<string, Reason[]> {
    const order = new Map(this.inputs.map((input, index) => [input.id, index]));
    const at = (id: string) => order.get(id) ?? order.size;
    const map = new Map<string, Reason[]>();
    for (const reason of this.result.failed) {
      const ids = reason.inputs.length > 0 ? reason.inputs.map((input) => input.id) : [reason.check];
      const first = ids.reduce((best, id) => (at(id) < at(best) ? id : best));
      map.set(first, [...(map.get(first) ?? []), reason]);
    }
    return map;
  }

  isCorrected(check: string): boolean {
    return this.notes.corrected_on_site.includes(check);
  }

  correct(check: string, corrected: boolean): void {
    const others = this.notes.corrected_on_site.filter((other) => other !== check);
    this.notes.corrected_on_site = corrected ? [...others, check] : others;
  }

  /** Known facts that stand in no question and that the core refuses. */
  get setAside(): string[] {
    const asked = new Set(this.inputs.map((input) => input.id));
    return [...this.refused.keys()].filter((id) => !asked.has(id));
  }

  detail(): ChecklistResult {
    const failed = new Set(this.result.failed.map((reason) => reason.check));
    return {
      assessment: this.result,
      place: this.place(),
      other_hazards: this.notes.other_hazards.filter(({ text }) => text.trim() !== "").map((hazard) => ({ ...hazard })),
      corrected_on_site: this.notes.corrected_on_site.filter((check) => failed.has(check)),
    };
  }

  /** The place as it is now known, with some values changed, without what the core refuses. */
  private place(changed: Record<string, FactValue> = {}): InspectedPlace {
    const facts: Record<string, FactValue> = {};
    const answers: Record<string, Answer> = {};
    const known = { ...this.start.facts, ...this.start.answers } as Record<string, FactValue>;
    for (const id of new Set([...Object.keys(known), ...Object.keys(this.notes.values), ...Object.keys(changed)])) {
      const value = (id in changed ? changed[id] : this.value(id)) ?? undefined;
      if (value === undefined || this.refused.has(id)) {
        continue;
      }
      if (this.observed.has(id)) {
        answers[id] = value as Answer;
      } else {
        facts[id] = value;
      }
    }
    const { kinds } = this.start;
    return { ...this.start, kinds: typeof kinds === "string" ? [kinds] : kinds, facts, answers };
  }

  /** Concludes from what is answered. What the core refuses is set aside and the rest tried again. */
  private assess(): void {
    this.refused = new Map();
    for (;;) {
      try {
        this.result = this.assessor.explain(this.place());
        break;
      } catch (error) {
        if (!this.refuse(error)) {
          throw error;
        }
      }
    }
    this.open = new Set(this.result.questions.map((question) => question.input));
    this.learn(this.result.questions);
  }

  /** Whether an error is about values of the place that can be set aside. */
  private refuse(error: unknown): boolean {
    const problems = error instanceof PaichaError ? (error.row?.problems ?? []) : [];
    const before = this.refused.size;
    for (const problem of problems) {
      const id = /^\/(?:facts|answers)\/([^/]+)/.exec(problem.pointer ?? "")?.[1];
      if (id !== undefined) {
        this.refused.set(id, problem);
      }
    }
    return this.refused.size > before;
  }

  private learn(questions: readonly Question[]): void {
    const unknown = questions.filter((question) => !this.questions.has(question.input));
    if (unknown.length > 0) {
      unknown.forEach((question) => this.questions.set(question.input, question));
      this.sections = layOut(this.pack.items, [...this.questions.values()]);
    }
  }
}
