import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MigrationSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import { estateOf } from '../../../../../rehearsal/estate/migration/estate.ts';
import { misfits } from '../../../../../rehearsal/estate/migration/misfits.ts';
import { namedBy } from '../../../../../rehearsal/estate/migration/named.ts';
import { SHOP_WORLD } from '../../../../../rehearsal/shop/shop.ts';
import { openSnapshot } from '../../../../../rehearsal/snapshot/open.ts';
import { shopSettings } from '../../../../support/shop.ts';

const NOW = Date.parse('2027-01-20T12:00:00Z');
const SETTINGS = shopSettings();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'misfits-'));
  cpSync(SHOP_WORLD.snapshotFolder, folder, { recursive: true });
  takenFor(SETTINGS);
});
afterEach(() => rmSync(folder, { recursive: true }));

function takenFor(settings: MigrationSettings): void {
  const asked = namedBy([settings]);
  writeFileSync(
    join(folder, '.snapshot.json'),
    JSON.stringify({ startedAt: new Date(NOW).toISOString(), asked }),
  );
}

async function told(settings: MigrationSettings): Promise<readonly string[]> {
  const snapshot = await openSnapshot(folder);
  return misfits(snapshot, [estateOf(settings, snapshot)], NOW);
}

const again = () => `Take it again: npm run snapshot -- --app "node bin/prod.ts" --out ${folder}`;

describe('a snapshot', () => {
  it('fits the configuration that it was taken for', async () => {
    expect(await told(SETTINGS)).toEqual([]);
  });

  it('says which file of attributes is missing, with what to run', async () => {
    const file = '111122223333/us-west-1/elbv2/describe-load-balancer-attributes/k8s-ingress.json';
    rmSync(join(folder, file));
    expect(await told(SETTINGS)).toEqual([
      expect.stringMatching(
        /^The snapshot lacks 111122223333\/us-west-1\/elbv2\/describe-load-balancer-attributes\/k8s-ingress\.json, so it is not known how long open connections to k8s-ingress last\. Run: aws elbv2 describe-load-balancer-attributes --load-balancer-arn arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer\/app\/k8s-ingress\/\w+ --region us-west-1 --output json$/,
      ),
    ]);
  });

  it('says what was configured since, in one line', async () => {
    const [zone, ...zones] = SETTINGS.zones;
    const [alarm] = SETTINGS.alarms;
    const [database] = SETTINGS.databases;
    if (!zone || !alarm || !database) throw new Error('the shop lacks one');
    const records = [...zone.records, ...['a', 'b'].map((name) => `${name}.${zone.name}`)];
    const settings = {
      ...SETTINGS,
      zones: [{ ...zone, records }, ...zones],
      target: { ...SETTINGS.target, dnsName: 'other-1.us-west-1.elb.amazonaws.com.' },
      alarms: [...SETTINGS.alarms, { ...alarm, name: 'new-alarm' }],
      databases: [...SETTINGS.databases, { ...database, identifier: 'new-database' }],
    } as MigrationSettings;
    expect(await told(settings)).toEqual([
      `The snapshot ${folder} was not asked for the names a.shop.test, b.shop.test; the load balancer other-1.us-west-1.elb.amazonaws.com; the alarm new-alarm; the database new-database. ${again()}`,
    ]);
  });

  it('says nothing of an alarm that its files have, as that of a template', async () => {
    takenFor({ ...SETTINGS, alarms: [] });
    expect(await told(SETTINGS)).toEqual([]);
  });

  it('has not what it was asked for in vain, and says by which command to look', async () => {
    const [alarm] = SETTINGS.alarms;
    const settings = { ...SETTINGS, alarms: [{ ...alarm, name: 'gone' }] } as MigrationSettings;
    takenFor(settings);
    expect(await told(settings)).toEqual([
      expect.stringMatching(
        /^The snapshot has no alarm gone, which the configuration names. Run: aws cloudwatch /,
      ),
    ]);
  });

  const ELB = '111122223333/us-west-1/elb';
  const LED =
    /^\S+ (leads|and \d+ other names? lead) to the load balancer \S+\.elb\S*\.amazonaws\.com, which the snapshot does not describe\./;

  it('names a load balancer to which records lead, and that it does not describe', async () => {
    writeFileSync(join(folder, ELB, 'describe-load-balancers.json'), '{"LoadBalancerDescriptions": []}');
    const lines = await told(SETTINGS);
    expect(lines).not.toEqual([]);
    for (const line of lines) {
      expect(line).toMatch(LED);
      expect(line).toMatch(
        /\. With this snapshot no .* If it is in the account 111122223333, .* Take it again: /,
      );
    }
  });

  it('says that no migration begins, unless its hosts need not be known', async () => {
    writeFileSync(join(folder, ELB, 'describe-load-balancers.json'), '{"LoadBalancerDescriptions": []}');
    const [line = ''] = await told(SETTINGS);
    const [, subject = ''] = /load balancer (\S+),/.exec(line) ?? [];
    const acceptance = { id: 'legacy-hosts-unknown', subject, reason: 'ours', until: '2027-06-30' } as const;
    const [accepted] = await told({ ...SETTINGS, acceptances: [acceptance] });
    const said =
      ' With this snapshot no migration begins: VerifyLegacy can’t look up its hosts (legacy-hosts-unknown).';
    expect(line).toContain(said);
    expect(accepted).toBe(line.replace(said, ''));
  });

  it('says which list of load balancers is missing, and by which command it is made', async () => {
    rmSync(join(folder, ELB), { recursive: true });
    const lines = await told(SETTINGS);
    expect(lines).not.toEqual([]);
    for (const line of lines) {
      expect(line).toMatch(LED);
      expect(line).toContain(
        `The snapshot lacks ${ELB}/describe-load-balancers.json. Run: aws elb describe-load-balancers --region us-west-1 --output json`,
      );
      expect(line).not.toContain('Take it again');
    }
  });
});
