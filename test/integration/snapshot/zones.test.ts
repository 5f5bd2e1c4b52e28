import { dirname } from 'node:path';
import { FaultPlan } from '../../../rehearsal/gateway/index.ts';
import { RECORD_SETS } from '../../../rehearsal/snapshot/kinds/route53.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import { takePrivateZones, takeZones } from '../../../snapshot/parts/zones.ts';
import type { AccountWanted } from '../../../snapshot/wanted/wanted.ts';
import { type RehearsedAccount, rehearsedAccount } from '../gateway/rehearsed-account.ts';
import { ACCOUNT, type OpenSource, openSource } from './source.ts';

const zone = (id: string, name: string, ...records: readonly string[]) => ({
  id,
  name,
  records,
  fenceName: `_cutover-x.${name}`,
});
const wanted = (...zones: AccountWanted['zones']): AccountWanted => ({
  account: ACCOUNT,
  partition: 'aws',
  region: 'us-west-1',
  zones,
  regions: [],
});

let account: RehearsedAccount | undefined;
let opened: OpenSource | undefined;
afterEach(async () => {
  opened?.close();
  await account?.stop();
});

async function open(
  faults = new FaultPlan(),
): Promise<OpenSource & { readonly engine: RehearsedAccount['engine'] }> {
  account = await rehearsedAccount({ faults });
  const client = { ...account.client({ accessKeyId: 'test', secretAccessKey: 'test' }), maxAttempts: 5 };
  opened = openSource(client);
  return { ...opened, engine: account.engine };
}

describe('zones in Route 53', () => {
  it('of ten thousand records are read whole, page by page', async () => {
    const { source, staging, reads, engine } = await open();
    // The most that a zone holds, with its own SOA and NS; a page may end between two of one name and type.
    const records = Array.from({ length: 9998 }, (_, i) => ({
      Name: `host-${i >> 1}.big.test`,
      Type: 'A' as const,
      TTL: 60,
      SetIdentifier: i % 2 === 0 ? 'one' : 'other',
      Weight: 1,
      ResourceRecords: [{ Value: '192.0.2.1' }],
    }));
    engine.addZone({ id: 'ZBIG', name: 'big.test', records });
    const [read] = await takeZones(wanted(zone('ZBIG', 'big.test.')), source);
    expect(read?.records).toHaveLength(10_000);
    const known = read?.records.map(({ Name, Type, SetIdentifier }) => `${Name} ${Type} ${SetIdentifier}`);
    expect(new Set(known).size).toBe(10_000);
    expect(reads.get('aws route53 list-resource-record-sets ZBIG')).toBe(Math.ceil(10_000 / 300));
    staging.finish([ACCOUNT], {}, 0);
    const [file] = (await openSnapshot(dirname(staging.place))).all(RECORD_SETS);
    expect(file?.content.ResourceRecordSets).toEqual(read?.records);
  });

  it('are asked again when Route 53 throttles', async () => {
    const faults = new FaultPlan();
    faults.on({ action: 'ListResourceRecordSets', first: 2 }).throttle();
    const { source, engine } = await open(faults);
    engine.addZone({ id: 'ZA', name: 'a.test' });
    const [read] = await takeZones(wanted(zone('ZA', 'a.test.')), source);
    expect(read?.records).toHaveLength(2);
    expect(faults.unfired()).toEqual([]);
  });

  it('have those health checks with them that their records name', async () => {
    const { source, staging, engine } = await open();
    for (const id of ['h1', 'h2', 'h3']) engine.healthChecks.add(id);
    const record = (Name: string, HealthCheckId?: string) => ({
      Name,
      Type: 'A' as const,
      TTL: 60,
      SetIdentifier: 'x',
      Weight: 1,
      ...(HealthCheckId && { HealthCheckId }),
      ResourceRecords: [{ Value: '192.0.2.1' }],
    });
    engine.addZone({
      id: 'ZA',
      name: 'a.test',
      records: [record('x.a.test', 'h1'), record('y.a.test', 'h3')],
    });
    engine.addZone({ id: 'ZB', name: 'b.test', records: [record('x.b.test')] });
    const file = `${ACCOUNT}/route53/list-health-checks.json`;
    await takeZones(wanted(zone('ZB', 'b.test.')), source);
    expect(staging.has(file)).toBe(false);
    await takeZones(wanted(zone('ZA', 'a.test.')), source);
    expect(staging.read(file)).toMatchObject({ HealthChecks: [{ Id: 'h1' }, { Id: 'h3' }] });
  });

  it('that are private are those that answer for moved names, without their records', async () => {
    const { source, staging, engine } = await open();
    const vpcs = [{ VPCRegion: 'us-west-1', VPCId: 'vpc-1' }] as const;
    engine.addZone({ id: 'ZA', name: 'a.test' });
    for (const [id, name] of [
      ['ZP1', 'a.test'],
      ['ZP2', 'www.a.test'],
      ['ZP3', 'other.a.test'],
      ['ZP4', 'b.test'],
    ] as const)
      engine.addZone({ id, name, private: true, vpcs });
    const moved = wanted(zone('ZA', 'a.test.', 'www.a.test.'));
    await takePrivateZones(moved, source, await takeZones(moved, source));
    const there = ['ZP1', 'ZP2', 'ZP3', 'ZP4'].filter((id) =>
      staging.has(`${ACCOUNT}/route53/get-hosted-zone/${id}.json`),
    );
    expect(there).toEqual(['ZP1', 'ZP2']);
    expect(staging.read(`${ACCOUNT}/route53/get-hosted-zone/ZP1.json`)).toMatchObject({ VPCs: vpcs });
    expect(staging.has(`${ACCOUNT}/route53/list-resource-record-sets/ZP1.json`)).toBe(false);
  });
});
