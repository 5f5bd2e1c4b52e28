import { ERRORS } from '../../shared/contract/errors.ts';
import { NamedError } from '../../shared/domain/named-error.ts';

/** More than any migration has: a listing without an end would take all of a function's time. */
const MOST_LISTED = 5000;

/** What the pages of a listing have. @throws UnreadableAnswer beyond `MOST_LISTED` */
export async function listedIn<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...itemsOf(page));
    if (items.length > MOST_LISTED)
      throw new NamedError(
        ERRORS.unreadableAnswer,
        `more than ${MOST_LISTED} are listed, the most that are read`,
      );
  }
  return items;
}
