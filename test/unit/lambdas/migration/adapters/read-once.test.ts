import { readOnce } from '../../../../../lambdas/migration/adapters/read-once.ts';

/** Pages of a listing, and how many were read. */
function listing(...pages: readonly (string | Error)[]) {
  const read: (string | Error)[] = [];
  async function* source() {
    for (const page of pages) {
      read.push(page);
      if (page instanceof Error) throw page;
      yield page;
    }
  }
  return { pages: readOnce(source()), read };
}

async function all(
  pages: AsyncIterable<string>,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const page of pages) {
    seen.push(page);
    if (seen.length >= most) break;
  }
  return seen;
}

it('Who asks side by side, or later, gets the same pages, and each is read once', async () => {
  const { pages, read } = listing('a', 'b', 'c');
  expect(await Promise.all([all(pages), all(pages)])).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
  expect(await all(pages)).toEqual(['a', 'b', 'c']);
  expect(read).toEqual(['a', 'b', 'c']);
});

it('What nobody comes to is not read, and who needs more reads on', async () => {
  const { pages, read } = listing('a', 'b', 'c');
  expect(await all(pages, 1)).toEqual(['a']);
  expect(read).toEqual(['a']);
  expect(await all(pages, 2)).toEqual(['a', 'b']);
  expect(read).toEqual(['a', 'b']);
});

it('A page that can’t be read can’t be read for anybody', async () => {
  const { pages, read } = listing('a', new Error('throttled'));
  await expect(all(pages)).rejects.toThrow('throttled');
  await expect(all(pages)).rejects.toThrow('throttled');
  expect(read).toHaveLength(2);
});
