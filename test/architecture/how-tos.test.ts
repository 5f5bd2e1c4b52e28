import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const PAGES = globSync('docs/how-to/*.md', { cwd: ROOT }).filter((page) => !page.endsWith('README.md'));

/** The folders that `npm run examples` plays. */
const played = [...read('scripts/rehearse-examples.ts').matchAll(/folder: '([^']+)'/g)].map(
  ([, folder]) => folder,
);

describe('a how-to', () => {
  it('is found', () => {
    expect(PAGES).toHaveLength(5);
  });

  it.each(PAGES)('%s has an app that is rehearsed, and is in the list', (page) => {
    const [, folder = ''] = /npm start -- --app "node examples\/([\w-]+)\/app\.ts"/.exec(read(page)) ?? [];
    expect(played).toContain(folder);
    expect(read('docs/how-to/README.md')).toContain(`](${basename(page)}) | [${folder}](`);
  });
});

describe('an example', () => {
  it('is rehearsed, and is in the list', () => {
    const folders = globSync('examples/*/app.ts', { cwd: ROOT }).map((app) => app.split('/')[1] ?? '');
    expect(folders.sort()).toEqual([...new Set(played)].sort());
    for (const folder of folders) expect(read('examples/README.md')).toContain(`| \`${folder}\` |`);
  });
});
