/** What happened, for the view while it happens and for the summary afterwards. */

export const KINDS = ['person', 'state', 'zone', 'alarm', 'etcd', 'mail', 'note'] as const;
export type Kind = (typeof KINDS)[number];

export interface Happening {
  /** Rehearsal time, epoch milliseconds. */
  readonly at: number;
  readonly kind: Kind;
  readonly text: string;
  /** Of a mail: all that stands below its subject. */
  readonly more?: string;
}

export class Chronicle {
  readonly #now: () => number;
  readonly #listeners = new Set<(happening: Happening) => void>();
  readonly #happenings: Happening[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In the order in which they were added. */
  get happenings(): readonly Happening[] {
    return this.#happenings;
  }

  /** `at`: when it happened; by default now. */
  add(kind: Kind, text: string, at = this.#now(), more?: string): void {
    const happening = { at, kind, text, ...(more !== undefined && { more }) };
    this.#happenings.push(happening);
    for (const listener of this.#listeners) listener(happening);
  }

  /** Calls `listener` for everything added from now on; the returned function stops that. */
  onAdded(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
