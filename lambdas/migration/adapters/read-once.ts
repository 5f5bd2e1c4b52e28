import { onceEach } from '../../shared/domain/once-each.ts';

/**
 * The same pages for all who ask, each read once and when somebody first comes to it; a page that can't be read can't be read
 * for anybody. For the length of one piece of work.
 */
export function readOnce<Page>(pages: AsyncIterable<Page>): AsyncIterable<Page> {
  const source = pages[Symbol.asyncIterator]();
  const pageAt = onceEach((_index: number) => source.next());
  return {
    async *[Symbol.asyncIterator]() {
      for (let i = 0; ; i++) {
        const page = await pageAt(i);
        if (page.done) return;
        yield page.value;
      }
    },
  };
}
