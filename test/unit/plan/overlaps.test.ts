import { overlapsOf } from '../../../plan/overlaps.ts';
import { someSettings } from '../../support/migration/settings.ts';

const shop = someSettings();
const [zone] = shop.zones;

describe('migrations of one app', () => {
  it('may share a zone, for which it is said how long, but no name', () => {
    const other = {
      ...shop,
      migration: 'staging',
      zones: shop.zones.map((each) => ({ ...each, records: ['new.shop.test.'] })),
    };
    const beside = expect.stringMatching(
      /^shop and staging both change the zone shop\.test, cdn\.test\. Started together, .* at least 1 d 3 h: .*limits of Route 53/,
    );
    expect(overlapsOf([shop, other])).toEqual([beside]);
    expect(
      overlapsOf([shop, { ...other, zones: other.zones.map((each) => ({ ...each, id: `Z9${each.id}` })) }]),
    ).toEqual([]);
    const both = { ...other, zones: zone ? [zone] : [] };
    expect(overlapsOf([shop, both])).toEqual([
      expect.stringMatching(/^shop and staging both move shop\.test.* Leave each name to one of them\.$/),
      expect.stringMatching(/^shop and staging both change the zone shop\.test\. /),
    ]);
  });

  it('have names of their own', () => {
    const other = { ...shop, zones: [] };
    expect(overlapsOf([shop, other])).toEqual([
      'Two migrations are called shop. Give each a name of its own.',
    ]);
    expect(overlapsOf([shop, { ...other, region: 'eu-west-1' }])).toEqual([]);
  });
});
