/**
 * The same pages for all who ask, each read once and when somebody first comes to it; a page that can't be read can't be read
 * for anybody. For the length of one piece of work.
 */
export function readOnce<Page>(pages: AsyncIterable<Page>): AsyncIterable<Page> {
  const source = pages[Symbol.asyncIterator]();
  const read: Promise<IteratorResult<Page>>[] = [];
  return {
    async *[Symbol.asyncIterator]() {
      for (let i = 0; ; i++) {
        read[i] ??= source.next();
        const page = await read[i];
        if (page === undefined || page.done) return;
        yield page.value;
      }
    },
  };
}
