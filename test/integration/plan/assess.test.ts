import { resolve } from 'node:path';
import { shop } from '../../../bin/shop.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { type Assessed, assess } from '../../../plan/assess/assess.ts';
import { READER, startOfflineAccount } from '../../../plan/offline/account.ts';
import { GROUPS } from '../../../rehearsal/snapshot/kinds/autoscaling.ts';
import { ALARMS } from '../../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import { patched } from '../../../rehearsal/snapshot/patch.ts';
import { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { shopPatch } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';

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
  it('says which file it lacks where nothing tells how long connections last', async () => {
    const { folder, files, objects, web } = snapshot;
    const others = [...files].filter(([file]) => !file.includes('/describe-load-balancer-attributes/'));
    const { plan } = await assessed(new Snapshot(folder, new Map(others), objects, web));
    expect('phases' in plan && plan.connections.cluster).toMatchObject({
      bound: 'unknown',
      why: `Its settings can't be read: the snapshot lacks 111122223333/us-west-1/elbv2/describe-load-balancer-attributes/k8s-ingress.json. The section "The snapshot" has the command that makes it.`,
    });
  });

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

  const TARGET = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
  const LEGACY = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';

  it.each<[string, Readonly<Record<string, readonly string[]>>]>([
    ['elb', { VerifyLegacy: [LEGACY], VerifyIngress: [`${LEGACY} (settings)`] }],
    [
      'elbv2',
      {
        VerifyDns: [TARGET],
        VerifyIngress: [`${TARGET} (targets)`, `${TARGET} (settings)`],
        AssessReadiness: [TARGET],
      },
    ],
  ])('asks nothing of a load balancer without the list of %s', async (service, subjects) => {
    const path = `111122223333/us-west-1/${service}/describe-load-balancers.json`;
    const files = new Map([...snapshot.files].filter(([file]) => file !== path));
    const { findings, notAsked } = await assessed(new Snapshot(snapshot.folder, files, snapshot.objects));
    expect(findings.filter(({ seen }) => /no (such )?load balancer/i.test(seen))).toEqual([]);
    const run = `Run: aws ${service} describe-load-balancers --region us-west-1 --output json`;
    expect(notAsked).toEqual(
      expect.arrayContaining(
        Object.entries(subjects).flatMap(([check, all]) =>
          all.map((subject) => ({ check, why: `${subject}: The snapshot lacks ${path}. ${run}` })),
        ),
      ),
    );
  });

  it('knows without the list of elb that masters are in no load balancer', async () => {
    const place = '111122223333/us-west-1';
    const groups = JSON.stringify(snapshot.find(GROUPS, settings)).replaceAll(
      /"[^"]+:targetgroup\/tcp-k8s-shop-test[^"]+"/g,
      '',
    );
    const files = new Map(snapshot.files).set(
      `${place}/autoscaling/describe-auto-scaling-groups.json`,
      JSON.parse(groups),
    );
    files.delete(`${place}/elb/describe-load-balancers.json`);
    const objects = new Map(
      [...shopSnapshot().objects].map(([path, text]) => [
        path,
        text.replace(/loadBalancer:\n +class: Network\n +type: Internal/, 'dns: {}'),
      ]),
    );
    const { findings, notAsked } = await assessed(new Snapshot(snapshot.folder, files, objects));
    expect(findings.find(({ code }) => code === 'api-without-load-balancer')).toMatchObject({
      level: 'pass',
    });
    expect(notAsked.filter(({ why }) => why.startsWith('k8s.shop.test'))).toEqual([]);
  });

  it('says of alarms without a state which file has none, and of made ones that they come with the deployment', async () => {
    const path = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
    const text = JSON.stringify(snapshot.files.get(path)).replaceAll(/"StateValue":"[A-Z_]+",?/g, '');
    const files = new Map(snapshot.files).set(path, JSON.parse(text.replaceAll(',}', '}')));
    const [first, ...others] = settings.alarms;
    const alarms = first ? [{ ...first, isMade: true as const }, ...others] : [];
    const { notAsked } = await assessed(new Snapshot(snapshot.folder, files, snapshot.objects), {
      ...settings,
      alarms,
    });
    expect(notAsked).toContainEqual({
      check: 'VerifyAlarms',
      why: `The state of ${first?.name}: they come with the deployment.`,
    });
    expect(notAsked).toContainEqual({
      check: 'VerifyAlarms',
      why: expect.stringMatching(
        /^The state of .*: 111122223333\/us-west-1\/cloudwatch\/describe-alarms\.json has none\.$/,
      ),
    });
  });

  it('takes no alarm for one without a state because their names are alike', async () => {
    const { name } = settings.alarms[0] ?? { name: '' };
    const alike = `${name}-too`;
    const path = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
    const content = snapshot.find(ALARMS, settings);
    const own = content?.MetricAlarms.find(({ AlarmName }) => AlarmName === name);
    const AlarmArn = own?.AlarmArn?.replace(name, alike);
    const MetricAlarms = [
      { ...own, StateValue: undefined },
      { ...own, AlarmName: alike, AlarmArn, StateValue: 'INSUFFICIENT_DATA' },
    ];
    const file = JSON.parse(JSON.stringify({ MetricAlarms, CompositeAlarms: [] }));
    const alarms = [
      { name, arn: own?.AlarmArn ?? '', allowInsufficientData: false },
      { name: alike, arn: AlarmArn ?? '', allowInsufficientData: false },
    ];
    const files = new Map(snapshot.files).set(path, file);
    const found = await assessed(new Snapshot(snapshot.folder, files, snapshot.objects), {
      ...settings,
      alarms,
    });
    expect(
      found.findings.flatMap(({ code, subject }) => (code === 'alarm-insufficient-data' ? subject : [])),
    ).toEqual([alike]);
  });

  it("finds the key behind an alias by the keys' lists of aliases, whoever else is listed", async () => {
    const id = '5c0ffee0-1234-4abc-8def-0123456789ab';
    const kms = '111122223333/us-west-1/kms';
    const arn = 'arn:aws:kms:us-west-1:111122223333:alias/shop-data';
    const pending = { KeyMetadata: { KeyId: 'k1', KeyState: 'PendingDeletion' } };
    const listing = (TargetKeyId?: string) => ({
      Aliases: [{ AliasName: 'alias/shop-data', ...(TargetKeyId && { TargetKeyId }) }],
    });
    const kmsOf = async (list: ReturnType<typeof listing> | undefined) => {
      const files = new Map(snapshot.files).set(`${kms}/describe-key/k1.json`, pending);
      if (list) files.set(`${kms}/list-aliases/${id}.json`, list);
      const asked = { ...settings, keys: [{ arn, usedBy: [], roles: [] }] };
      const found = await assessed(new Snapshot(snapshot.folder, files, snapshot.objects), asked);
      return {
        codes: found.findings.filter(({ check }) => check === 'VerifyKms').map(({ code }) => code),
        why: found.notAsked.filter(({ check }) => check === 'VerifyKms').map(({ why }) => why),
      };
    };
    expect(await kmsOf(listing())).toMatchObject({ codes: [], why: [expect.anything()] });
    expect((await kmsOf(listing('k1'))).codes).toEqual(['key-pending-deletion']);
    expect(await kmsOf(undefined)).toMatchObject({
      codes: [],
      why: expect.arrayContaining([expect.stringContaining('kms/list-aliases/<key>.json')]),
    });
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

  it('has what open connections add, by the settings of the load balancers', async () => {
    const of = async (...faults: readonly string[]) => {
      const { plan, findings } = await assessed(
        await patched(
          snapshot,
          faults.map((each) => shopPatch(each)),
        ),
      );
      const { connections } = plan as Extract<typeof plan, { readonly phases: unknown }>;
      return { ...connections, found: findings.filter(({ code }) => code.startsWith('connections-')) };
    };
    const asItIs = await of();
    expect(asItIs.legacy.map(({ bound }) => bound)).toEqual(['unbounded']);
    expect(asItIs.cluster).toMatchObject({ bound: 'bounded', seconds: 120 });
    expect(asItIs.found).toMatchObject([{ code: 'connections-bounded', level: 'pass' }]);
    const long = await of('keep-alive-long');
    expect(long.cluster).toMatchObject({
      bound: 'bounded',
      seconds: 3660,
      toLower: expect.stringContaining('loadbalancer/app/k8s-ingress/50dc6c495c0c9188 --attributes'),
    });
    expect(long.found).toMatchObject([{ code: 'connections-long', level: 'warn' }]);
    const lacking = new Map(snapshot.files);
    for (const file of lacking.keys()) if (file.includes('load-balancer-attributes')) lacking.delete(file);
    const { plan } = await assessed(new Snapshot(snapshot.folder, lacking, snapshot.objects));
    expect(plan).toMatchObject({ connections: { cluster: { bound: 'unknown' } } });
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
