import type { Item, JournalItems } from './journal-items.ts';

/** Who notifies people of what, kept so that each notification is sent by one execution, once. */
export class JournalNotices {
  readonly #items: JournalItems;

  constructor(items: JournalItems) {
    this.#items = items;
  }

  /** True when `teller` should notify now: it is the first, or its earlier attempt never ended. */
  begin(about: string, key: string, teller: string): Promise<boolean> {
    return this.#items.putIf(
      this.#notice(about, key, teller),
      'attribute_not_exists(#item) OR (teller = :teller AND attribute_not_exists(told))',
      { ':teller': { S: teller } },
    );
  }

  async end(about: string, key: string, teller: string): Promise<void> {
    await this.#items.putIf(
      { ...this.#notice(about, key, teller), told: { BOOL: true } },
      'teller = :teller',
      { ':teller': { S: teller } },
    );
  }

  #notice(about: string, key: string, teller: string): Item {
    return {
      ...this.#items.key(`told#${about}#${key}`),
      execution: { S: about },
      teller: { S: teller },
    };
  }
}
