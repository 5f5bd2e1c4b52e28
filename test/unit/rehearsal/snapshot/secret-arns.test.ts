import type { Home } from '../../../../rehearsal/estate/home.ts';
import { secretArns, secretName } from '../../../../rehearsal/snapshot/secret-arns.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const FILE = `${HOME.account}/${HOME.region}/secretsmanager/list-secrets.json`;
const arn = (resource: string, { account, region }: Home = HOME) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${resource}`;
const listed = (...SecretList: readonly { Name: string; ARN?: string }[]) =>
  shopSnapshot({ [FILE]: { SecretList: [...SecretList] } });

describe('the ARN of a secret', () => {
  it('is that of the snapshot, whatever the configuration has', () => {
    const snapshot = listed({ Name: 'shop/db', ARN: arn('shop/db-AbCdEf') });
    expect(secretArns(snapshot, HOME, [arn('shop/db-ZyXwVu')])).toEqual(
      new Map([['shop/db', arn('shop/db-AbCdEf')]]),
    );
  });

  it.each<[string, string, string | undefined]>([
    ['complete', arn('shop/db-AbCdEf'), arn('shop/db-AbCdEf')],
    ['partial', arn('shop/db'), undefined],
    ['that of a longer name', arn('shop/db-of-old-AbCdEf'), undefined],
    ['of another account', arn('shop/db-AbCdEf', { ...HOME, account: '444455556666' }), undefined],
    ['of another region', arn('shop/db-AbCdEf', { ...HOME, region: 'us-east-1' }), undefined],
  ])('is the configured one if the snapshot has only names, and it is %s', (_what, configured, expected) => {
    expect(secretArns(listed({ Name: 'shop/db' }), HOME, [configured]).get('shop/db')).toBe(expected);
  });

  it('may end twice like one', () => {
    const snapshot = listed({ Name: 'shop/db-master' });
    const complete = secretArns(snapshot, HOME, [arn('shop/db-master-AbCdEf')]);
    expect(secretName(arn('shop/db-master-AbCdEf'), complete)).toBe('shop/db-master');
  });
});

describe('the name of a secret', () => {
  const complete = new Map([['shop/db', arn('shop/db-AbCdEf')]]);
  it.each([
    [arn('shop/db-AbCdEf'), 'shop/db'],
    [arn('shop/db'), 'shop/db'],
    // No such secret is there: Secrets Manager doesn't find it either.
    [arn('shop/db-ZyXwVu'), 'shop/db-ZyXwVu'],
  ])('of %s is %s', (asked, name) => {
    expect(secretName(asked, complete)).toBe(name);
  });
});
