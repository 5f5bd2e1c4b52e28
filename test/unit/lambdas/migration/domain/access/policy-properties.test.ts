import fc from 'fast-check';
import type { Context, Statement } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { roleOf } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { policySays } from '../../../../../../lambdas/migration/domain/access/policy-says.ts';
import { matches } from '../../../../../../lambdas/migration/domain/access/wildcard.ts';
import { cases } from '../../../../../support/cases.ts';
import { plainly } from '../../../../../support/migration/plain-policies.ts';

const ROLE = 'arn:aws:iam::111122223333:role/nodes';
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/k1';
const KEYS = ['aws:PrincipalOrgID', 'kms:ViaService', 'kms:GrantIsForAWSResource'];
/** What a request may have under a key. */
const POSSIBLE: readonly (readonly string[])[] = [[], ['true'], ['ec2.us-west-1'], ['s3.us-west-1']];

const listed = (patterns: readonly string[]) =>
  fc.record({ negated: fc.boolean(), patterns: fc.subarray([...patterns], { minLength: 1 }) });
const compared = fc.record({
  operator: fc.constantFrom(
    ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'],
    ...['StringEqualsIfExists', 'StringNotLikeIfExists', 'Bool', 'BoolIfExists'],
    ...['ForAllValues:StringEquals', 'ForAnyValue:StringLike', 'ForAnyValue:StringNotEquals'],
  ),
  key: fc.constantFrom(...KEYS),
  values: fc.subarray(['true', 'TRUE', 'false', 'ec2.us-west-1', 'ec2.*', '*', '?3.us-west-1'], {
    minLength: 1,
  }),
});
const isThere = fc.record({
  operator: fc.constant('Null'),
  key: fc.constantFrom(...KEYS),
  values: fc.subarray(['true', 'false'], { minLength: 1 }),
});
const condition = fc.oneof({ weight: 5, arbitrary: compared }, isThere);
const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constant(''),
  effect: fc.constantFrom('Allow', 'Deny'),
  principals: fc.record({
    negated: fc.constant(false),
    aws: fc.subarray([
      '*',
      ROLE,
      'arn:aws:iam::111122223333:root',
      '111122223333',
      'arn:aws:iam::444455556666:root',
    ]),
  }),
  actions: listed(['kms:Decrypt', 'KMS:d*', 'kms:*', 'kms:Encrypt', '*', 'kms:D?crypt']),
  resources: listed([KEY, '*', 'arn:aws:kms:*:*:key/k?', 'arn:aws:kms:us-west-1:111122223333:key/K1']),
  conditions: fc.array(condition, { maxLength: 3 }),
});
/** Undefined: nobody knows before the request. */
const knowledge = fc.record(
  Object.fromEntries(
    KEYS.map((key) => [key.toLowerCase(), fc.option(fc.constantFrom(...POSSIBLE), { nil: undefined })]),
  ),
);

type Knowledge = Readonly<Record<string, readonly string[] | undefined>>;

function contextOf(known: Knowledge): Context {
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, values]) => (values ? [[key, values]] : [])),
  );
}

/** Each request that fits what is known. */
function requestsOf(known: Knowledge): readonly Context[] {
  return Object.entries(known).reduce<readonly Context[]>(
    (contexts, [key, values]) =>
      contexts.flatMap((context) =>
        (values ? [values] : POSSIBLE).map((each) => ({ ...context, [key]: each })),
      ),
    [{}],
  );
}

const asked = { action: 'kms:Decrypt', resource: KEY };

describe('What a policy says', () => {
  it('is certain only if it is so in every request that fits what is known, and certain if everything is known', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), knowledge, (statements, known) => {
        const said = policySays(statements, { role: roleOf(ROLE), ...asked, context: contextOf(known) });
        const answers = requestsOf(known).map((context) =>
          plainly(statements, { role: ROLE, ...asked, context }),
        );
        for (const what of ['denied', 'allowed', 'delegated'] as const) {
          const seen = new Set(answers.map((answer) => answer[what]));
          if (said[what] === 'yes') expect([...seen]).toEqual([true]);
          if (said[what] === 'no') expect([...seen]).toEqual([false]);
          if (answers.length === 1) expect(said[what]).toBe(answers[0]?.[what] ? 'yes' : 'no');
        }
      }),
      { numRuns: cases(3000) },
    );
  });

  it('says what an uncertain answer depends on', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), knowledge, (statements, known) => {
        const said = policySays(statements, { role: roleOf(ROLE), ...asked, context: contextOf(known) });
        const isOpen = [said.denied, said.allowed, said.delegated].includes('unknown');
        if (isOpen) expect(said.open).not.toEqual([]);
        for (const each of said.open) expect(KEYS).toContain(each.replace(/^.*: /, ''));
      }),
    );
  });
});

describe('A wildcard', () => {
  it('matches what a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        const expression = new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matches(wanted, given)).toBe(expression.test(given));
      }),
      { numRuns: cases(2000) },
    );
  });

  it('takes no long time for a pattern made to take one', () => {
    expect(matches(`${'*a'.repeat(2000)}b`, 'a'.repeat(5000))).toBe(false);
  });
});
