import { parsePolicy } from '../../../../../lambdas/migration/adapters/policy-document.ts';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const ROLE = 'arn:aws:iam::111122223333:role/r';

describe("A resource's policy", () => {
  it('is read in all the forms that IAM knows', () => {
    const text = policy(
      {
        Effect: 'Allow',
        Principal: { AWS: [ROLE, '*'], Service: 'ec2.amazonaws.com' },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Two',
        Effect: 'Deny',
        NotPrincipal: { AWS: ROLE },
        NotAction: ['kms:Get*'],
        NotResource: 'x',
        Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { a: [1, 2] } },
      },
    );
    expect(parsePolicy(text, 'k')).toEqual([
      {
        sid: '',
        effect: 'Allow',
        principals: { negated: false, aws: [ROLE, '*'] },
        actions: { negated: false, patterns: ['kms:*'] },
        resources: { negated: false, patterns: ['*'] },
        conditions: [],
      },
      {
        sid: 'Two',
        effect: 'Deny',
        principals: { negated: true, aws: [ROLE] },
        actions: { negated: true, patterns: ['kms:Get*'] },
        resources: { negated: true, patterns: ['x'] },
        conditions: [
          { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
          { operator: 'NumericLessThan', key: 'a', values: ['1', '2'] },
        ],
      },
    ]);
    expect(
      parsePolicy(JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'a' } }), 'k'),
    ).toMatchObject([
      { principals: { negated: false, aws: ['*'] }, resources: { negated: false, patterns: ['*'] } },
    ]);
    expect(parsePolicy('', 'k')).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['no policy', '[]'],
    ['another effect', policy({ Effect: 'Maybe', Principal: '*', Action: 'a' })],
    [
      'an element that nobody here knows',
      policy({ Effect: 'Allow', Principal: '*', Action: 'a', Unless: 'x' }),
    ],
    ['conditions of another form', policy({ Effect: 'Deny', Principal: '*', Action: 'a', Condition: ['x'] })],
  ])('is refused with %s: it might say anything', (_what, text) => {
    expect(() => parsePolicy(text, 'the key k')).toThrow(/^The policy of the key k can't be read: /);
  });
});
