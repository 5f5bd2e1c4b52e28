import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { fullest, problemsOf, resolve, smallest, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });
const ID = '11111111-2222-3333-4444-555555555556';
const key = (region: string, account = '111122223333') => `arn:aws:kms:${region}:${account}:key/0123`;
const alias = (name: string, account = '111122223333') => `arn:aws:kms:us-west-1:${account}:alias/${name}`;
const keysOf = (keys: readonly unknown[], more: object = {}) =>
  resolve(withValue({ ...smallest(), ...more }, ['keys'], keys)).settings.keys;
const arnsOf = (keys: readonly unknown[]) => keysOf(keys).map(({ arn }) => arn);
const cluster = { name: 'k8s.shop.test', stateStore: 's3://kops-state' };
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

describe('keys', () => {
  itRefuses([
    {
      wrong: 'a key of another region',
      put: ['keys', 0],
      value: key('us-east-1'),
      expects: 'us-west-1',
      advises: 'us-west-1',
    },
    {
      wrong: "another account's alias",
      put: ['keys', 0],
      value: alias('shop', '444455556666'),
      expects: "permissions can't be limited",
      advises: '111122223333',
    },
    {
      wrong: 'a key of AWS itself',
      put: ['keys', 0],
      value: 'alias/aws/ebs',
      shows: 'alias/aws/ebs',
      expects: 'the ARN of an alias',
      advises: "can't be tested",
    },
    {
      wrong: 'a name',
      put: ['keys', 0],
      value: 'shop',
      expects: 'the ARN of a KMS key',
      advises: 'alias/<name>',
    },
    {
      wrong: 'a key twice',
      put: ['keys', 2],
      value: '11111111-2222-3333-4444-555555555555',
      expects: 'each key once',
      advises: 'keys[0]',
    },
    {
      wrong: 'an object',
      put: ['keys', 0],
      value: {},
      shows: '{}',
      expects: "a KMS key's ARN, id or alias",
      advises: 'alias/<name>',
    },
    {
      wrong: 'a key without a list',
      put: ['keys'],
      value: key('us-west-1'),
      expects: 'a list',
      advises: 'keys: [',
    },
    {
      wrong: 'another service',
      put: ['keys', 1, 'usedBy', 0],
      value: 'ebs',
      expects: "'ec2' or 's3'",
      advises: "'ec2'",
    },
  ]);

  it('may be of another account, of CDK, ids, aliases, or tokens', () => {
    const stack = new Stack(new App(), 'Keys');
    const cdk = new Key(stack, 'Key');
    const named = Alias.fromAliasName(stack, 'Named', 'alias/named');
    expect(arnsOf([key('us-west-1', '444455556666'), cdk, token, named])).toEqual([
      key('us-west-1', '444455556666'),
      cdk.keyArn,
      token,
      alias('named'),
    ]);
    const full = `arn:aws:kms:us-west-1:111122223333:key/${ID}`;
    expect(arnsOf([ID, 'alias/shop', alias('other')])).toEqual([full, alias('shop'), alias('other')]);
  });

  it("are used by the cluster's masters and nodes, or by whom the configuration names", () => {
    expect(keysOf([ID])).toMatchObject([{ usedBy: [], roles: [] }]);
    const roles = [role('masters.k8s.shop.test'), role('nodes.k8s.shop.test')];
    expect(keysOf([ID], { cluster })).toMatchObject([{ usedBy: [], roles }]);
    const detailed = { key: ID, usedBy: ['s3', 'autoscaling'], roles: [role('pods')] };
    expect(keysOf([detailed], { cluster })).toMatchObject([
      { usedBy: ['s3', 'autoscaling'], roles: [role('pods')] },
    ]);
    expect(problemsOf(withValue(fullest(), ['keys', 1, 'roles'], ['x'])).map(({ path }) => path)).toEqual([
      'keys[1].roles[0]',
    ]);
  });
});
