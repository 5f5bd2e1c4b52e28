import { onlyReads } from '../../../../rehearsal/checks/read-only.ts';
import { aCall, type SomeShop, someShop } from './migration/some-evidence.ts';

const KEY = 'arn:aws:kms:us-west-1:111122223333:key/1';
const KMS = { by: 'VerifyKms', action: 'kms:Encrypt', resource: 'arn:aws:kms:', reason: 'it is tried' };

let shop: SomeShop;
beforeAll(async () => {
  shop = await someShop();
});
afterAll(() => shop.close());

function caller(name: string, appId = `kops-cutover-migration/${name}`) {
  return { accessKeyId: 'x', principal: 'x', function: `shop-${name}`, appId, name };
}

const changes = (by: ReturnType<typeof caller>, action: string, resource = '*') =>
  onlyReads([KMS]).contradictions(
    shop.evidence({ calls: [aCall({ caller: by, permissions: [{ action, resource, context: {} }] })] }),
  );

describe('A call', () => {
  it.each([
    'kms:DescribeKey',
    'route53:ListResourceRecordSets',
    'rds:DescribeDBInstances',
    'iam:SimulatePrincipalPolicy',
    // Newer than IAM's published data.
    'route53:ListResourceRecordSetProtections',
  ])('of %s changes nothing', async (action) => {
    expect(await changes(caller('VerifyDns'), action)).toEqual([]);
  });

  it.each([
    'kms:ScheduleKeyDeletion',
    'route53:ChangeResourceRecordSets',
    'ec2:CreateTags',
    'iam:PutRolePolicy',
    's3:PutObject',
    'dynamodb:PutItem',
    'route53:DeleteResourceRecordSetProtections',
    'someday:DoAnything',
  ])('of %s does', async (action) => {
    expect(await changes(caller('VerifyDns'), action)).toEqual([`VerifyDns: ${action} on *`]);
  });

  it('may change what its exception names, and by no other state', async () => {
    expect(await changes(caller('VerifyKms'), 'kms:Encrypt', KEY)).toEqual([]);
    expect(await changes(caller('VerifyRds'), 'kms:Encrypt', KEY)).toEqual([
      `VerifyRds: kms:Encrypt on ${KEY}`,
    ]);
    expect(await changes(caller('VerifyKms'), 'kms:Encrypt')).toEqual(['VerifyKms: kms:Encrypt on *']);
  });

  it('with the session of a lent role is one of its state; one of a person is none', async () => {
    const lent = { ...caller('VerifyDns'), function: '' };
    expect(await changes(lent, 'route53:ChangeResourceRecordSets')).toHaveLength(1);
    const person = { ...caller('VerifyDns', ''), function: '' };
    expect(await changes(person, 'route53:ChangeResourceRecordSets')).toEqual([]);
  });
});
