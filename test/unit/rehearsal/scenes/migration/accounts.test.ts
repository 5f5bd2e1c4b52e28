import { keysOf, rolesOf } from '../../../../../rehearsal/scenes/migration/accounts.ts';
import { HOME } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const KEY = '5c0ffee0-1234-4abc-8def-0123456789ab';
const IAM = `${HOME.account}/iam`;
const allowing = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const version = (Action: string, IsDefaultVersion: boolean) => ({
  PolicyVersion: { Document: allowing(Action), IsDefaultVersion },
});

describe('the roles of a snapshot', () => {
  it('may do what their own policies say, and the default versions of those that they share', () => {
    const snapshot = shopSnapshot({
      [`${IAM}/list-attached-role-policies/nodes.k8s.shop.test.json`]: {
        AttachedPolicies: [{ PolicyName: 'Logs', PolicyArn: 'arn:aws:iam::aws:policy/Logs' }],
      },
      [`${IAM}/get-policy-version/Logs/v1.json`]: version('logs:Old', false),
      [`${IAM}/get-policy-version/Logs/v2.json`]: version('logs:New', true),
      [`${IAM}/get-policy-version/Other/v1.json`]: version('other:All', true),
    });
    const policiesOf = (name: string) =>
      rolesOf(snapshot).find(({ arn }) => arn.endsWith(`:role/${name}`))?.policies;
    expect(policiesOf('nodes.k8s.shop.test')).toEqual([
      expect.objectContaining({ name: 'shop-credentials' }),
      { name: 'Logs', document: allowing('logs:New') },
    ]);
    expect(policiesOf('masters.k8s.shop.test')?.map(({ name }) => name)).toEqual(['masters.k8s.shop.test']);
  });
});

describe('the keys of a snapshot', () => {
  it('are called by their aliases, too', () => {
    const file = `${HOME.account}/${HOME.region}/kms/list-aliases/${KEY}.json`;
    const Aliases = [{ AliasName: 'alias/shop' }, { AliasName: 'alias/foreign', TargetKeyId: 'another' }];
    const [key] = keysOf(shopSnapshot({ [file]: { Aliases } }));
    expect(key).toMatchObject({ KeyId: KEY, Aliases: ['alias/shop'] });
    expect(keysOf(shopSnapshot())[0]?.Aliases).toBeUndefined();
  });
});
