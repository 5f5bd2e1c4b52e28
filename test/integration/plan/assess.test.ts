import { resolve } from 'node:path';
import { shop } from '../../../bin/shop.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { type Assessed, assess } from '../../../plan/assess/assess.ts';
import { READER, startOfflineAccount } from '../../../plan/offline/account.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import { patched } from '../../../rehearsal/snapshot/patch.ts';
import { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { shopPatch } from '../../support/shop.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const { settings } = resolveMigration(shop, { account: '111122223333', region: 'us-west-1' }, NOW);

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await openSnapshot(resolve(__dirname, '../../../rehearsal/worlds/shop/snapshot'));
});

async function assessed(of: Snapshot, asked: MigrationSettings = settings): Promise<Assessed> {
  const account = await startOfflineAccount(of, asked, NOW);
  try {
    return await assess(asked, of, { url: account.url, accessKey: READER, now: NOW });
  } finally {
    await account.stop();
  }
}

const codes = ({ findings }: Assessed) =>
  findings.filter(({ level }) => level !== 'pass').map(({ code }) => code);

describe('what a snapshot says of the shop', () => {
  it('is what a dry run finds in its DNS, and its plan', async () => {
    const found = await assessed(snapshot);
    expect(codes(found)).toEqual([
      'follows',
      'follows-unconfigured',
      'follows-unconfigured',
      'private-zone-shadows',
    ]);
    expect(found.plan).toMatchObject({ phases: expect.any(Array) });
    const phases = 'phases' in found.plan ? found.plan.phases : [];
    expect(phases.map(({ state, percent }) => `${state} ${percent}`)).toEqual([
      'LowerTtl 0',
      'AdoptRecords 0',
      'ShiftWeight 5',
      'ShiftWeight 25',
      'ShiftWeight 50',
      'ShiftWeight 75',
      'ShiftWeight 100',
      'RetireLegacyRecords 100',
    ]);
    expect(phases[2]?.changes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['www.shop.test', '*.apps.shop.test', 'img.shop-cdn.test']),
    );
    // The slowest alarm decides: the alarms were read, too.
    expect(phases[2]?.rollBack.seconds).toBeGreaterThan(0);
  });

  it('names the checks that it is not enough for', async () => {
    const { notAsked } = await assessed(snapshot);
    expect(notAsked).toContainEqual({ check: 'VerifyDns', why: expect.stringContaining('no name server') });
    expect(notAsked.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['VerifyKms', 'VerifyIngress']),
    );
  });

  it('is nothing of a check whose files it lacks: that is said, with the command', async () => {
    const lacking = '111122223333/us-west-1/rds/describe-db-instances.json';
    const files = new Map(snapshot.files);
    files.delete(lacking);
    const { findings, notAsked } = await assessed(new Snapshot(snapshot.folder, files, snapshot.objects));
    expect(findings.filter(({ check }) => /Rds|Database|Network/.test(check))).toEqual([]);
    const why = `The snapshot lacks ${lacking}. Run: aws rds describe-db-instances --region us-west-1 --output json`;
    expect(notAsked).toEqual(
      expect.arrayContaining([
        { check: 'VerifyRds', why },
        { check: 'VerifyNetwork', why },
      ]),
    );
  });

  it('is another one with a fault planted in it', async () => {
    const [faulty, name] = [await patched(snapshot, [shopPatch('health-check-of-api')]), 'api.shop.test'];
    const found = await assessed(faulty);
    expect(
      found.findings.filter(({ subject, level }) => subject.startsWith(name) && level !== 'pass'),
    ).not.toEqual([]);
  });

  it('lacks a name that the zone lacks', async () => {
    const [first, ...zones] = settings.zones;
    const zone = first && { ...first, records: [...first.records, 'shoop.shop.test.'] };
    const found = await assessed(snapshot, { ...settings, zones: zone ? [zone, ...zones] : [] });
    expect(found.findings).toContainEqual(
      expect.objectContaining({ subject: 'shoop.shop.test', level: 'fail' }),
    );
  });
});
