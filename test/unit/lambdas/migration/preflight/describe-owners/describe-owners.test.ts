import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { describeOwners } from '../../../../../../lambdas/migration/preflight/describe-owners/describe-owners.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { SETTINGS } from '../verify-workloads/some-cluster.ts';

const www: ResourceRecordSet = {
  Name: 'www.shop.test.',
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
};
const mark = (Name: string, text: string): ResourceRecordSet => ({
  Name,
  Type: 'TXT',
  TTL: 300,
  ResourceRecords: [{ Value: `"${text}"` }],
});
const zoneWith =
  (...records: ResourceRecordSet[]) =>
  () => ({ readAll: async () => records });

describe('DescribeOwners', () => {
  it('says which moved names have a mark, and whose', async () => {
    const other = { ...www, Name: 'other.shop.test.' };
    const text = 'heritage=external-dns,external-dns/owner=platform,external-dns/resource=ingress/shop/web';
    const zoneOf = zoneWith(www, other, mark('a-www.shop.test.', text), mark('a-other.shop.test.', text));
    expect(await describeOwners(SETTINGS, zoneOf)).toEqual({
      owned: [{ name: 'www.shop.test.', owner: 'platform' }],
      unread: '',
    });
  });

  it('knows no owner where the mark may be encrypted', async () => {
    const zoneOf = zoneWith(www, mark('a-www.shop.test.', Buffer.alloc(90, 7).toString('base64')));
    expect((await describeOwners(SETTINGS, zoneOf)).owned).toEqual([{ name: 'www.shop.test.', owner: '' }]);
  });

  it('says why a zone could not be read', async () => {
    const zoneOf = () => ({
      readAll: async () => {
        throw Object.assign(new Error('no'), { name: 'AccessDenied' });
      },
    });
    expect(await describeOwners(SETTINGS, zoneOf)).toEqual({ owned: [], unread: 'AccessDenied: no' });
  });

  it('reads nothing where no workloads are checked', async () => {
    const zoneOf = () => {
      throw new Error('nobody is asked');
    };
    expect(await describeOwners(someSettings(), zoneOf)).toEqual({ owned: [], unread: '' });
  });
});
