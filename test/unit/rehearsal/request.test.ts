import { stripVTControlCharacters } from 'node:util';
import { SCENARIOS } from '../../../rehearsal/all-scenarios.ts';
import { ETCD_MINORS } from '../../../rehearsal/etcd/index.ts';
import { HELP, listing, parseRequest } from '../../../rehearsal/request.ts';
import { wrongArguments } from '../../../rehearsal/text/wrong-arguments.ts';

const SHOP = { app: '', stack: '', snapshot: '', report: '', json: '', junit: '' };
const played = (...args: string[]) => {
  const request = parseRequest(args);
  return request.kind === 'play'
    ? { ...request, scenarios: request.scenarios.map(({ name }) => name) }
    : request;
};

it('leaves open what is played when nothing is said', () => {
  expect(played()).toEqual({
    kind: 'play',
    scenarios: [],
    seed: 1,
    keep: false,
    mails: false,
    etcd: ETCD_MINORS,
    patches: [],
    ...SHOP,
  });
});

it('shows mails in full when asked to', () => {
  expect(played('week', '--mails')).toMatchObject({ mails: true });
});

it('plays what is named, in that order, with a seed, and keeps the account up', () => {
  expect(played('throttled', 'week', '--seed', '42', '--keep')).toEqual({
    kind: 'play',
    scenarios: ['throttled', 'week'],
    seed: 42,
    keep: true,
    mails: false,
    etcd: ETCD_MINORS,
    patches: [],
    ...SHOP,
  });
});

it('rehearses somebody’s own app, in the accounts of a snapshot', () => {
  const own = { app: 'node bin/prod.ts', stack: 'Web', snapshot: 'accounts' };
  expect(played('--app', own.app, '--stack', own.stack, '--snapshot', own.snapshot)).toMatchObject(own);
  expect(played('--snapshot', 'accounts')).toMatchObject({
    kind: 'wrong',
    problems: [expect.stringContaining('--app')],
  });
  expect(played('--app', '--stack', 'Web')).toMatchObject({ kind: 'wrong' });
});

it('plays masters with one etcd', () => {
  expect(played('week', '--patch', 'a.json', '--patch=b')).toMatchObject({ patches: ['a.json', 'b'] });
  expect(played('rolling', '--etcd', '3.6')).toMatchObject({ scenarios: ['rolling'], etcd: ['3.6'] });
});

it('asks which alarm rolls back what', () => {
  const usual = { kind: 'matrix', seed: 1, failing: 20, cells: 3, strict: false, patches: [], ...SHOP };
  expect(parseRequest(['matrix'])).toEqual(usual);
  expect(parseRequest(['matrix', '--strict'])).toEqual({ ...usual, strict: true });
  const asked = ['matrix', '--failing', '2.5', '--cells', '0', '--seed', '3', '--patch', 'a.json'];
  expect(parseRequest(asked)).toEqual({ ...usual, seed: 3, failing: 2.5, cells: 0, patches: ['a.json'] });
});

it('makes dry runs, of the shop’s faults or of others', () => {
  expect(parseRequest(['preflight'])).toEqual({
    kind: 'preflight',
    seed: 1,
    pairs: undefined,
    patches: [],
    ...SHOP,
  });
  expect(parseRequest(['preflight', '--pairs', 'all', '--seed', '3', '--patch', 'a.json'])).toEqual({
    kind: 'preflight',
    seed: 3,
    pairs: 'all',
    patches: ['a.json'],
    ...SHOP,
  });
});

it('plays all', () => {
  expect(played('all')).toMatchObject({ scenarios: SCENARIOS.map(({ name }) => name) });
});

it.each([['--help'], ['--list']])('%s', (option) => {
  expect(parseRequest([option]).kind).toBe(option.slice(2));
});

it.each([
  [['weak'], 'there is no scenario weak; did you mean week?'],
  [['blue-green-deployment'], 'there is no scenario blue-green-deployment; --list shows them'],
  [['matrix', 'week'], 'matrix is played by itself, without scenarios'],
  [['week', '--strict'], '--strict: it works only with matrix'],
  [['matrx'], 'there is no scenario matrx; did you mean matrix?'],
  [['matrix', '--failing', '0'], '--failing 0: expected a number above 0, up to 100'],
  [['matrix', '--failing', '101'], '--failing 101: expected a number above 0, up to 100'],
  [['matrix', '--cells', 'all'], '--cells all: expected a whole number from 0 to 50'],
  [['preflight', 'week'], 'preflight is played by itself, without scenarios'],
  [['prefligt'], 'there is no scenario prefligt; did you mean preflight?'],
  [['preflight', '--pairs', 'few'], '--pairs few: expected none, some or all'],
  [['--seed', 'x'], '--seed x: expected a whole number from 0 to 4294967295'],
  [['--seed', '4294967296'], '--seed 4294967296: expected a whole number from 0 to 4294967295'],
  [['--seed'], '--seed: expected a whole number from 0 to 4294967295'],
  [['--seed', '--keep'], '--seed --keep: expected a whole number from 0 to 4294967295'],
  [['--etcd', '3.4'], '--etcd 3.4: expected 3.5, 3.6 or 3.7'],
  [['--etcd'], '--etcd: expected 3.5, 3.6 or 3.7'],
  [['--patch'], '--patch: expected the path of a patch, or the name of one'],
  [['--speed'], 'there is no option --speed; did you mean --seed?'],
  [['--seed=-1'], '--seed -1: expected a whole number from 0 to 4294967295'],
])('%j is wrong: %s', (args, problem) => {
  expect(parseRequest(args)).toEqual({ kind: 'wrong', problems: [problem] });
});

it('reports everything that is wrong at once', () => {
  expect(parseRequest(['weak', '--foo', '--seed', 'x', '--keep=yes', '-s'])).toEqual({
    kind: 'wrong',
    problems: [
      'there is no option --foo; --help shows them',
      '--seed x: expected a whole number from 0 to 4294967295',
      '--keep=yes: it takes no value',
      'there is no option -s; --help shows them',
      'there is no scenario weak; did you mean week?',
    ],
  });
});

it('lists every scenario once, with what it is about', () => {
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  for (const [i, { name, about }] of SCENARIOS.entries()) {
    expect(listing()[i]).toMatch(new RegExp(`^ +${name} +`));
    expect(listing()[i]).toContain(about);
  }
  expect(HELP).toContain('--keep');
});

it('says what is wrong first, and then where the usage is', () => {
  const text = wrongArguments(['there is no scenario weke', 'no option --x'], 'npm start -- --help');
  expect(stripVTControlCharacters(text)).toBe(
    'there is no scenario weke\nno option --x\nSee: npm start -- --help',
  );
});
