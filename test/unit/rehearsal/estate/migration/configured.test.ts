import type { MigrationSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import {
  lackingIn,
  requireConfigured,
  requireZones,
} from '../../../../../rehearsal/estate/migration/configured.ts';
import { checked } from '../../../../../rehearsal/snapshot/open.ts';
import { SnapshotRefused } from '../../../../../rehearsal/snapshot/problem.ts';
import { shopEstate } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const zone = (id: string, name: string, role?: string) => ({
  id,
  name,
  records: [],
  fenceName: '',
  ...(role && { role: { arn: `arn:aws:iam::${role}:role/dns` } }),
});
const migration = (...zones: MigrationSettings['zones']): MigrationSettings =>
  ({ account: '111122223333', zones }) as unknown as MigrationSettings;

const GET = '111122223333/route53/get-hosted-zone/Z1.json';
const snapshot = () =>
  checked(
    'account',
    new Map<string, object>([
      [GET, { HostedZone: { Id: '/hostedzone/Z1', Name: 'example.com.', CallerReference: 'x' } }],
      [GET.replace('get-hosted-zone', 'list-resource-record-sets'), { ResourceRecordSets: [] }],
    ]) as never,
  );

describe('the zones of a snapshot', () => {
  it('are enough if each that is configured is there', async () => {
    const given = await snapshot();
    expect(() => requireZones([migration(zone('Z1', 'example.com.'))], given)).not.toThrow();
  });

  it('are of another account: that is said, not what each file of it would be', async () => {
    const other = { ...migration(zone('Z8', 'example.net.')), account: '999988887777' };
    const given = await snapshot();
    expect(() => requireZones([other], given)).toThrow(
      /^account can't be used\.\n\n111122223333\/\n {2}the configuration has nothing in the account 111122223333; the snapshot lacks 999988887777, which it names\n {2}Run: npm run snapshot/,
    );
  });

  it('are of another account in part: that is said too, though the zone has its file', async () => {
    const role = 'arn:aws:iam::111122223333:role/dns';
    const other = { ...migration({ ...zone('Z1', 'example.com.'), role: { arn: role } }), account: '999' };
    const given = await snapshot();
    expect(() => requireZones([other], given)).not.toThrow();
    const foreign = await checked(
      'account',
      new Map([...given.files, ['888888888888/us-west-1/ec2/describe-vpcs.json', { Vpcs: [] }]]),
    );
    expect(() => requireZones([other], foreign)).toThrow(
      '888888888888/\n  the configuration has nothing in the account 888888888888; the snapshot lacks 999, which it names',
    );
  });

  it('are not those of the same id in another account', async () => {
    const given = await snapshot();
    const mine = migration(zone('Z1', 'example.com.', '444455556666'));
    expect(() => requireZones([mine], given)).toThrow(
      'missing: the configuration has the zone example.com in the account 444455556666; it is there in the account 111122223333',
    );
  });

  it('are asked for at once, those of all migrations, each once', async () => {
    const migrations = [
      migration(zone('Z1', 'example.com.'), zone('Z2', 'example.org.')),
      migration(zone('Z2', 'example.org.'), zone('Z3', 'example.net.', '444455556666')),
    ];
    const given = await snapshot();
    const refusal = (() => {
      try {
        return requireZones(migrations, given);
      } catch (error) {
        return error as SnapshotRefused;
      }
    })();
    expect(refusal).toBeInstanceOf(SnapshotRefused);
    expect(refusal?.problems).toEqual(
      [
        ['111122223333', 'Z2', 'example.org'],
        ['444455556666', 'Z3', 'example.net'],
      ].map(([account, id, name]) => ({
        file: `${account}/route53/get-hosted-zone/${id}.json`,
        at: '',
        words: `missing: the configuration has the zone ${name} in the account ${account}`,
        command: `aws route53 get-hosted-zone --id ${id} --output json`,
      })),
    );
  });
});

describe('what the shop’s configuration names', () => {
  const REGION = '111122223333/us-west-1';

  it('is all in its snapshot', () => {
    expect(() => requireConfigured(shopEstate())).not.toThrow();
    expect(lackingIn(shopEstate())).toEqual([]);
  });

  it('must have its target there', () => {
    const elsewhere = shopEstate(
      shopSnapshot({ [`${REGION}/elbv2/describe-load-balancers.json`]: { LoadBalancers: [] } }),
    );
    expect(() => requireConfigured(elsewhere)).toThrow(
      /k8s-ingress-9876543210\.us-west-1[\s\S]*Run: aws elbv2 describe-load-balancers/,
    );
  });

  it('must have an address of its target there, without which nobody reaches it', () => {
    const without = shopEstate(
      shopSnapshot({ [`${REGION}/ec2/describe-network-interfaces.json`]: { NetworkInterfaces: [] } }),
    );
    expect(() => requireConfigured(without)).toThrow(
      /none with the description ELB app\/k8s-ingress\/[\s\S]*Run: aws ec2 describe-network-interfaces/,
    );
  });

  it('is missed by name, with the command, if it is an alarm or a database', () => {
    const without = shopEstate(
      shopSnapshot({
        [`${REGION}/cloudwatch/describe-alarms.json`]: { MetricAlarms: [] },
        [`${REGION}/rds/describe-db-instances.json`]: { DBInstances: [] },
      }),
    );
    expect(lackingIn(without)).toEqual([
      expect.stringMatching(/no alarm shop-cluster-5xx, .*Run: aws cloudwatch describe-alarms/),
      expect.stringMatching(/no database shop-db, .*Run: aws rds describe-db-instances/),
    ]);
  });
});
