import { withThoseOfNpm } from '../../../rehearsal/npm-arguments.ts';
import { parseRequest } from '../../../rehearsal/request.ts';

const start = (args: readonly string[], env: Record<string, string> = {}) =>
  withThoseOfNpm(args, { npm_lifecycle_event: 'start', ...env });

it.each<[string, readonly string[], Record<string, string>, readonly string[]]>([
  ['npm start week', ['week'], {}, ['week']],
  ['npm start --list', [], { npm_config_list: 'true' }, ['--list']],
  ['npm start week --keep', ['week'], { npm_config_keep: 'true' }, ['--keep', 'week']],
  ['npm start --no-keep', [], { npm_config_keep: '' }, []],
  ['npm start week --seed=3', ['week'], { npm_config_seed: '3' }, ['--seed=3', 'week']],
  ['npm start week --seed 3', ['week', '3'], { npm_config_seed: 'true' }, ['--seed=3', 'week']],
  [
    'npm start rolling --etcd 3.7 --seed 3',
    ['rolling', '3.7', '3'],
    { npm_config_seed: 'true', npm_config_etcd: 'true' },
    ['--seed=3', '--etcd=3.7', 'rolling'],
  ],
  [
    'npm start matrix --cells 1, which may be anything’s number',
    ['matrix', '1'],
    { npm_config_cells: 'true' },
    ['--cells=', 'matrix', '1'],
  ],
  ['npm start matrix --cells=1', ['matrix'], { npm_config_cells: '1' }, ['--cells=1', 'matrix']],
  [
    'npm start preflight --pairs all',
    ['preflight', 'all'],
    { npm_config_pairs: 'true' },
    ['--pairs=all', 'preflight'],
  ],
  [
    'npm start preflight --patch=a.json --patch=b.json',
    ['preflight'],
    { npm_config_patch: 'a.json\n\nb.json' },
    ['--patch=a.json', '--patch=b.json', 'preflight'],
  ],
  [
    'npm start --stack Prod --snapshot=accounts, of which the stack may be any word',
    ['Prod'],
    { npm_config_stack: 'true', npm_config_snapshot: 'accounts' },
    ['--stack=', '--snapshot=accounts', 'Prod'],
  ],
  ['npm start -- week --seed 3', ['week', '--seed', '3'], {}, ['week', '--seed', '3']],
])('%s', (_typed, args, env, all) => {
  expect(start(args, env)).toEqual(all);
});

it('leaves a seed without a number for what it is', () => {
  expect(parseRequest(start(['week'], { npm_config_seed: 'true' }))).toEqual({
    kind: 'wrong',
    problems: ['--seed: expected a whole number from 0 to 4294967295'],
  });
});

it('takes no option that npm was given for itself', () => {
  expect(withThoseOfNpm(['week'], { npm_lifecycle_event: 'test', npm_config_list: 'true' })).toEqual([
    'week',
  ]);
  expect(withThoseOfNpm(['week'], { npm_config_list: 'true' })).toEqual(['week']);
});
