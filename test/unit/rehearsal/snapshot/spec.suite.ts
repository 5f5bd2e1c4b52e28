import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolOf } from '../../../../rehearsal/snapshot/file-kind.ts';
import { KINDS } from '../../../../rehearsal/snapshot/kinds/index.ts';

const SPEC = readFileSync(join(import.meta.dirname, '../../../../rehearsal/worlds/SPEC.md'), 'utf8');
const ROWS = [...SPEC.matchAll(/^\| `([^`]+)\.json` \| `([^`]+)` \| .+ \|$/gm)].map(([, file, command]) => ({
  file,
  command,
}));

it('the table of files has a row for each that is read, with its command, and no other', () => {
  const expected = KINDS.map(({ service, call, regional, options, flags }) => {
    const tool = toolOf({ service, call });
    const row = ROWS.find(({ command = '' }) => command.startsWith(`${tool} `));
    const names = [...(row?.command ?? '').matchAll(/<[^>]+>/g)].map(([name]) => name);
    return {
      file: [...(regional ? ['<region>'] : []), service, call, ...names].join('/'),
      command: [tool, ...asked(options, names), flags].join(' ').trim(),
    };
  });
  expect(ROWS).toEqual(expected);
});

function asked(options: readonly string[], names: readonly string[]): readonly string[] {
  return options.flatMap((option, i) => [option, names[i] ?? '<?>']);
}
