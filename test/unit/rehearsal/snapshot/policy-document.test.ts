import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { policyFaults, policyTextFaults } from '../../../../rehearsal/snapshot/policy-document.ts';

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const of = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const found = (policy: Json) => policyFaults(policy, '/P').map(({ at, words }) => `${at} ${words}`);

describe('A policy', () => {
  it.each<[string, Json]>([
    ['one statement', { Statement: STATEMENT }],
    ['lists, and no resource, as in a trust policy', of({ Effect: 'Deny', NotAction: ['a:b', 'a:c'] })],
    ['principals', of({ ...STATEMENT, Principal: '*' }, { ...STATEMENT, Principal: { AWS: ['1', '2'] } })],
    [
      'conditions of texts, booleans and lists',
      of({ ...STATEMENT, Condition: { Bool: { k: true, l: ['a'] } } }),
    ],
  ])('may have %s', (_what, policy) => {
    expect(found(policy)).toEqual([]);
  });

  it.each<[Json, string]>([
    ['x', '/P expected a policy, which is an object, found "x"'],
    [{}, '/P/Statement missing'],
    [{ Version: '2012', Statement: [] }, '/P/Version expected 2012-10-17 or 2008-10-17, found "2012"'],
    [of('x'), '/P/Statement/0 expected a statement, which is an object, found "x"'],
    [{ Statement: {} }, '/P/Statement/Effect expected Allow or Deny, found nothing'],
    [of({ ...STATEMENT, Effect: 'Allo' }), '/P/Statement/0/Effect expected Allow or Deny, found "Allo"'],
    [of({ Effect: 'Allow', Resource: '*' }), '/P/Statement/0 expected either Action or NotAction'],
    [of({ ...STATEMENT, NotAction: 'a:b' }), '/P/Statement/0 expected either Action or NotAction'],
    [of({ ...STATEMENT, Action: [] }), '/P/Statement/0/Action expected text, or a list of texts, found []'],
    [of({ ...STATEMENT, Resource: 5 }), '/P/Statement/0/Resource expected text, or a list of texts, found 5'],
    [of({ ...STATEMENT, Principal: 'x' }), '/P/Statement/0/Principal expected "*" or an object, found "x"'],
    [
      of({ ...STATEMENT, Principal: { AWS: [1] } }),
      '/P/Statement/0/Principal/AWS expected text, or a list of texts, found [1]',
    ],
    [of({ ...STATEMENT, Condition: [] }), '/P/Statement/0/Condition expected an object, found []'],
    [
      of({ ...STATEMENT, Condition: { Bool: 1 } }),
      '/P/Statement/0/Condition/Bool expected an object, found 1',
    ],
    [
      of({ ...STATEMENT, Condition: { Bool: { k: [null] } } }),
      '/P/Statement/0/Condition/Bool/k expected a value, or a list of values, found [null]',
    ],
  ])('%j is none', (policy, fault) => {
    expect(found(policy)).toContain(fault);
  });

  it('may be text, which is JSON', () => {
    expect(policyTextFaults(JSON.stringify(of(STATEMENT)), '/P')).toEqual([]);
    expect(policyTextFaults('{}', '/P')).toEqual([{ at: '/P/Statement', words: 'missing' }]);
    const [fault] = policyTextFaults('x', '/P');
    expect(fault?.words).toContain('expected a policy, which is JSON');
  });
});
