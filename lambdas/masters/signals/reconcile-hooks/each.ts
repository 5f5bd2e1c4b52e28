export interface Failure<Item> {
  readonly item: Item;
  readonly error: Error;
}

export interface Attempts<Item, Done> {
  readonly done: readonly Done[];
  readonly failed: readonly Failure<Item>[];
}

/** One after the other; what fails keeps nothing that follows from its turn. */
export async function each<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
): Promise<Attempts<Item, Done>> {
  const done: Done[] = [];
  const failed: Failure<Item>[] = [];
  for (const item of items) {
    try {
      done.push(await work(item));
    } catch (error) {
      failed.push({ item, error: error as Error });
    }
  }
  return { done, failed };
}
