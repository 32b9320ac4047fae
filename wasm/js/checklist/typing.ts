/** Text that is being typed: it becomes an answer when the typing rests, the field is left, or the page goes away. */

/** Long enough to type a number to its end, short enough to lose nothing. */
const REST = 600;

export class Typing {
  private readonly texts = new Map<string, string>();
  private readonly changed = new Set<string>();
  private readonly commit: (id: string, text: string) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(commit: (id: string, text: string) => void) {
    this.commit = commit;
  }

  /** The text in a field that has not been left yet. */
  text(id: string): string | undefined {
    return this.texts.get(id);
  }

  type(id: string, text: string): void {
    this.texts.set(id, text);
    this.changed.add(id);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), REST);
  }

  /** Takes over what was typed; the fields keep their texts. */
  flush(): void {
    clearTimeout(this.timer);
    const changed = [...this.changed];
    this.changed.clear();
    for (const id of changed) {
      this.commit(id, this.texts.get(id) ?? "");
    }
  }

  /** Takes over what was typed; the fields show the answers from now on. */
  settle(): void {
    this.flush();
    this.texts.clear();
  }

  /** Forgets what was typed into a field. */
  drop(id: string): void {
    this.texts.delete(id);
    this.changed.delete(id);
  }
}
