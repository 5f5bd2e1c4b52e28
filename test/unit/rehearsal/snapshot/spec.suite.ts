import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY_NAME, toolOf } from '../../../../rehearsal/snapshot/file-kind.ts';
import { KINDS } from '../../../../rehearsal/snapshot/kinds/index.ts';

const SPEC = readFileSync(join(import.meta.dirname, '../../../../rehearsal/worlds/SPEC.md'), 'utf8');
const ROWS = [...SPEC.matchAll(/^\| `([^`]+)\.json` \| `([^`]+)` \| .+ \|$/gm)].map(([, file, command]) => ({
  file,
  command,
}));

it('the table of files has a row for each that is read, with its command, and no other', () => {
  const expected = KINDS.map(({ service, call, regional, options, flags }) => {
    const tool = toolOf({ service, call });
    const folder = [...(regional ? ['<region>'] : []), service, call].join('/');
    const row = ROWS.find(({ file = '' }) => `${file}/`.startsWith(`${folder}/`));
    const names = (row?.file ?? '')
      .slice(folder.length + 1)
      .split('/')
      .filter((name) => name !== '');
    return {
      file: [folder, ...names].join('/'),
      command: [tool, ...asked(options, names), flags].join(' ').trim(),
    };
  });
  expect(ROWS).toEqual(expected);
});

it('the guide names each of these files', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../../docs/snapshot.md'), 'utf8');
  const named = [...guide.matchAll(/^\| `((?:<region>\/)?[a-z0-9]+)` \| (`.+`) \|$/gm)].flatMap(
    ([, folder, calls = '']) => [...calls.matchAll(/`([^`]+)`/g)].map(([, call]) => `${folder}/${call}`),
  );
  expect(named.toSorted()).toEqual(ROWS.map(({ file }) => file).toSorted());
});

function asked(options: readonly string[], names: readonly string[]): readonly string[] {
  return options.flatMap((option, i) => {
    if (option === ANY_NAME) return [];
    return [option, option === '--cli-input-json' ? 'file://<input>' : (names[i] ?? '<?>')];
  });
}
