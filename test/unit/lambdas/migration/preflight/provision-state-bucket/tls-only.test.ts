import { array, assert, constantFrom, dictionary, json, oneof, property, record, string } from 'fast-check';
import {
  isTlsOnly,
  withTlsOnly,
} from '../../../../../../lambdas/migration/preflight/provision-state-bucket/tls-only.ts';

const ARN = 'arn:aws:s3:::kops';
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const changed = (fields: object) => policy({ ...DENY, ...fields });

describe('A policy that refuses requests without TLS', () => {
  it.each<[string, string]>([
    ['as it is usually written', policy(DENY)],
    ['with one statement without a list', JSON.stringify({ Statement: DENY })],
    ['with a boolean', changed({ Condition: { Bool: { 'aws:SecureTransport': false } } })],
    ['with the key in another case', changed({ Condition: { Bool: { 'AWS:securetransport': 'false' } } })],
    ['with IfExists', changed({ Condition: { BoolIfExists: { 'aws:SecureTransport': ['false'] } } })],
    ['for everybody in AWS', changed({ Principal: { AWS: '*' } })],
    ['for every action', changed({ Action: ['*'] })],
    ['for every resource', changed({ Resource: '*' })],
    ['with one pattern for both', changed({ Resource: `${ARN}*` })],
    ['in two statements', policy({ ...DENY, Resource: ARN }, { ...DENY, Resource: `${ARN}/*` })],
  ])('is recognised %s', (_how, text) => {
    expect(isTlsOnly(text, ARN)).toBe(true);
  });

  it.each<[string, string]>([
    ['no statement', policy()],
    ['an allowance', changed({ Effect: 'Allow' })],
    ['one principal', changed({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
    ['nobody in particular', changed({ Principal: undefined })],
    ['some actions', changed({ Action: ['s3:GetObject'] })],
    ['the objects alone', changed({ Resource: `${ARN}/*` })],
    ['the bucket alone', changed({ Resource: ARN })],
    ['another bucket', changed({ Resource: ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'] })],
    ['some objects', changed({ Resource: [ARN, `${ARN}/public/*`] })],
    ['requests with TLS', changed({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
    ['everything, always', changed({ Condition: undefined })],
    [
      'one network alone',
      changed({
        Condition: {
          Bool: { 'aws:SecureTransport': 'false' },
          IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        },
      }),
    ],
    [
      'two conditions of one kind',
      changed({ Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:ViaAWSService': 'false' } } }),
    ],
    ['the opposite', changed({ Condition: { StringEquals: { 'aws:SecureTransport': 'false' } } })],
  ])('is not one that names %s', (_what, text) => {
    expect(isTlsOnly(text, ARN)).toBe(false);
  });
});

describe('The statement', () => {
  const statement = record({
    Sid: string(),
    Effect: constantFrom('Allow', 'Deny'),
    Condition: dictionary(string(), string()),
  });
  const somePolicy = record(
    {
      Version: constantFrom('2008-10-17', '2012-10-17'),
      Id: string(),
      Statement: oneof(statement, array(statement)),
    },
    { requiredKeys: [] },
  );

  it('is added to any policy, and takes nothing away', () => {
    assert(
      property(somePolicy, (held) => {
        const merged = JSON.parse(withTlsOnly(JSON.stringify(held), ARN));
        const before = [held.Statement ?? []].flat();
        const { Statement, ...rest } = merged;
        const { Statement: _s, ...restBefore } = JSON.parse(JSON.stringify(held));
        expect(rest).toEqual(restBefore);
        expect(Statement.slice(0, -1)).toEqual(JSON.parse(JSON.stringify(before)));
        expect(isTlsOnly(JSON.stringify(merged), ARN)).toBe(true);
      }),
    );
  });

  it('is there once, however often it is added', () => {
    const once = withTlsOnly(undefined, ARN);
    expect(withTlsOnly(once, ARN)).toBe(once);
    expect(JSON.parse(once)).toMatchObject({ Version: '2012-10-17', Statement: [{ Effect: 'Deny' }] });
  });

  it('is not added to what is no policy', () => {
    assert(
      property(
        json().filter((text) => !/^\s*\{/.test(text)),
        (text) => {
          expect(() => withTlsOnly(text, ARN)).toThrow(SyntaxError);
        },
      ),
    );
  });
});
