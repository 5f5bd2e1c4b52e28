import { needed, theOne } from '../../../../rehearsal/app/choose.ts';
import type { SynthesisedStack } from '../../../../rehearsal/app/synthesise.ts';

const stack = (name: string) => ({ name }) as SynthesisedStack;
const [WEB, API, DATA] = [stack('Web'), stack('Api'), stack('Data')];
const STACKS = [WEB, API, DATA];
const has = (...stacks: readonly SynthesisedStack[]) => stacks.map((each) => ({ stack: each }));
const asked = (name = '') => ({ app: 'node bin/prod.ts', stack: name });

it('takes the only one', () => {
  expect(theOne(has(API), 'migration', STACKS, asked())).toEqual({ stack: API });
});

it('takes that of the named stack', () => {
  expect(theOne(has(WEB, API), 'migration', STACKS, asked('Api'))).toEqual({ stack: API });
});

it('finds none in another stack', () => {
  expect(theOne(has(WEB), 'migration', STACKS, asked('Data'))).toBeUndefined();
});

it.each([
  [
    'asks which, of several',
    has(WEB, API),
    '',
    /migration in each of the stacks Web, Api\. Say which: --stack Web$/,
  ],
  [
    'refuses a stack that the app lacks',
    has(WEB),
    'Wep',
    /`node bin\/prod\.ts` has no stack Wep; it has Web, Api, Data/,
  ],
  [
    'refuses several in one stack',
    has(WEB, WEB),
    'Web',
    /Web of `node bin\/prod\.ts` has 2 .* Put each into a stack/,
  ],
])('%s, in one line', (_what, found, name, words) => {
  const refused = () => theOne(found, 'migration', STACKS, asked(name));
  expect(refused).toThrow(words);
  expect(refused).not.toThrow('\n');
});

it.each([
  ['', '`node bin/prod.ts` has no migration, and so no preflight.'],
  ['Web', 'The stack Web of `node bin/prod.ts` has no migration, and so no preflight.'],
])('says where a migration is missing, asked for the stack "%s"', (name, words) => {
  expect(() => needed(undefined, 'migration', 'preflight', asked(name))).toThrow(words);
  expect(needed(API, 'migration', 'preflight', asked(name))).toBe(API);
});
