import type { Item, JournalItems } from '../../shared/adapters/journal-items.ts';

/** Most items of one transaction. */
const MOST = 100;

type Reading = PromiseWithResolvers<Item | undefined>;

/**
 * Reads of single items: those of the same moment go in one call, and are what stood there at one
 * moment, too. Who wants that asks for them without waiting in between, by `Promise.all`.
 */
export class ReadsAtOnce {
  readonly #items: Pick<JournalItems, 'get' | 'getAll'>;
  #asked = new Map<string, Reading>();

  constructor(items: Pick<JournalItems, 'get' | 'getAll'>) {
    this.#items = items;
  }

  get(item: string): Promise<Item | undefined> {
    if (this.#asked.size === 0) queueMicrotask(() => this.#readAll());
    const reading = this.#asked.get(item) ?? Promise.withResolvers<Item | undefined>();
    this.#asked.set(item, reading);
    return reading.promise;
  }

  #readAll(): void {
    const asked = [...this.#asked];
    this.#asked = new Map();
    for (let from = 0; from < asked.length; from += MOST) void this.#read(asked.slice(from, from + MOST));
  }

  /** Every failure goes to the caller. */
  async #read(asked: readonly (readonly [string, Reading])[]): Promise<void> {
    try {
      const found = await this.#found(asked.map(([item]) => item));
      for (const [i, [, reading]] of asked.entries()) reading.resolve(found[i]);
    } catch (error) {
      for (const [, reading] of asked) reading.reject(error);
    }
  }

  async #found(items: readonly string[]): Promise<readonly (Item | undefined)[]> {
    const [first] = items;
    if (items.length === 1 && first !== undefined) return [await this.#items.get(first)];
    // Somebody writes one of them at this very moment: then each is read alone.
    return (await this.#items.getAll(items)) ?? (await Promise.all(items.map((one) => this.#items.get(one))));
  }
}
