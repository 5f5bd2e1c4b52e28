import { recordsAt, shapeOf } from '../../../../../../lambdas/migration/domain/milestones.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import {
  ADDRESSES,
  address,
  alias,
  type DnsScript,
  fence,
  LEGACY_ELB,
  troubles,
  verifyZone,
} from './dns-to-verify.ts';

const leads = (Name: string, to: string, TTL = 300): ResourceRecordSet => ({
  Name,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: to }],
});
const WWW = address('www.shop.test.');
const BLOG = leads('blog.shop.test.', 'www.shop.test');
const moving = (records: readonly ResourceRecordSet[], ...names: string[]): DnsScript => ({
  records,
  zoneSettings: { records: names.map((name) => `${name}.shop.test.`) },
});
const seenOf = async (script: DnsScript, code: string) =>
  (await verifyZone(script)).find((finding) => finding.code === code)?.seen;

describe('A moved name that leads to another one', () => {
  it('is found, with its chain and how long resolvers may cache that', async () => {
    const script = moving([WWW, BLOG], 'blog', 'www');
    expect(await troubles(script)).toEqual(['warn blog.shop.test follows']);
    expect(await seenOf(script, 'follows')).toBe(
      'It leads to www.shop.test, which is also moved. Resolvers may cache both for 2 min.',
    );
  });

  it('is found by way of names that are not moved, which are found as well', async () => {
    const script = moving(
      [WWW, leads('blog.shop.test.', 'old.shop.test'), leads('old.shop.test.', 'www.shop.test', 3600)],
      'blog',
      'www',
    );
    expect(await troubles(script)).toEqual([
      'warn blog.shop.test follows',
      'warn old.shop.test follows-unconfigured',
    ]);
    expect(await seenOf(script, 'follows')).toContain(
      'through old.shop.test, which is also moved. Resolvers may cache both for 1 h 2 min.',
    );
  });

  it('may be an alias, which else could not be moved', async () => {
    const records = [WWW, alias('blog.shop.test.', 'A', 'www.shop.test')];
    expect(await troubles(moving(records, 'blog', 'www'))).toEqual(['warn blog.shop.test follows']);
    expect(await troubles(moving(records, 'blog'))).toEqual(['fail blog.shop.test alias-kind']);
  });

  it('may be a CNAME though the cluster is given by addresses, and needs none of its own', async () => {
    const script = moving([WWW, BLOG], 'blog', 'www');
    const settings = { target: ADDRESSES };
    expect(await troubles({ ...script, settings })).toEqual(['warn blog.shop.test follows']);
  });

  it('leaves its requests to be counted where those of the other one are', async () => {
    const traffic = { legacy: [], cluster: [] };
    const script = moving([alias('www.shop.test.', 'A'), BLOG], 'blog', 'www');
    expect(await troubles({ ...script, settings: { traffic } })).toEqual(['warn blog.shop.test follows']);
  });

  it('is where a stopped run has left it', async () => {
    const shape = shapeOf(someSettings(), [{ name: BLOG.Name }]);
    const records = [...recordsAt({ kind: 'weighted', percent: 5 }, [WWW, BLOG], shape), fence()];
    const script = { ...moving(records, 'blog', 'www'), continues: 'run-0' };
    expect(await troubles(script)).toEqual(['warn blog.shop.test follows']);
    const written = records.map((record) =>
      record.Name === BLOG.Name ? leads(BLOG.Name, 'api.shop.test', 60) : record,
    );
    expect(await troubles({ ...script, records: [...written, address('api.shop.test.')] })).toEqual([
      'fail blog.shop.test records-not-as-fenced',
    ]);
  });

  it.each<[string, readonly ResourceRecordSet[], string]>([
    [
      'in part',
      [WWW, alias('blog.shop.test.', 'A', 'www.shop.test'), alias('blog.shop.test.', 'AAAA', LEGACY_ELB)],
      'fail blog.shop.test follows-in-part',
    ],
    ['and back', [WWW, leads('blog.shop.test.', 'blog.shop.test')], 'fail blog.shop.test leads-in-a-circle'],
  ])('%s is refused', async (_what, records, expected) => {
    expect(await troubles(moving(records, 'blog', 'www'))).toContain(expected);
    const summary = (await verifyZone(moving(records, 'blog', 'www'))).find(
      ({ code }) => code === 'zone-read',
    );
    expect(summary?.seen).toContain('1 of 2 names can be moved');
  });
});

describe('A name that nobody has configured', () => {
  it('is listed where it leads to one that is moved', async () => {
    const more = [
      leads('m.shop.test.', 'www.shop.test'),
      alias('w.shop.test.', 'A', 'www.shop.test'),
      leads('x.shop.test.', LEGACY_ELB),
    ];
    expect(await troubles({ more })).toEqual([
      'warn m.shop.test follows-unconfigured',
      'warn w.shop.test follows-unconfigured',
    ]);
    expect(await seenOf({ more }, 'follows-unconfigured')).toBe(
      'It is not in the configuration, but leads to www.shop.test, which is moved.',
    );
  });
});
