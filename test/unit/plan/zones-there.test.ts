import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { requireZones } from '../../../plan/offline/zones-there.ts';
import { checked } from '../../../rehearsal/snapshot/open.ts';
import { SnapshotRefused } from '../../../rehearsal/snapshot/problem.ts';

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
        words: `missing: the configuration has the zone ${name}`,
        command: `aws route53 get-hosted-zone --hosted-zone-id ${id} --output json`,
      })),
    );
  });
});
