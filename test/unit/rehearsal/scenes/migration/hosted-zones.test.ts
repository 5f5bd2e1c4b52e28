import { Route53Engine } from '../../../../../rehearsal/route53/index.ts';
import { addZones } from '../../../../../rehearsal/scenes/migration/hosted-zones.ts';
import type { Json } from '../../../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const a = (Name: string, Value: string) => ({ Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value }] });

function snapshotOf(zones: Readonly<Record<string, { zone: Json; records: Json }>>): Snapshot {
  const files = Object.entries(zones).flatMap(([id, { zone, records }]): [string, Json][] => [
    [`${id.replace('#', '/route53/get-hosted-zone/')}.json`, zone],
    [`${id.replace('#', '/route53/list-resource-record-sets/')}.json`, { ResourceRecordSets: records }],
  ]);
  return new Snapshot('somewhere', new Map(files));
}

function addAll(snapshot: Snapshot): Route53Engine {
  const engine = new Route53Engine({ now: () => 0, account: ACCOUNT });
  addZones(engine, snapshot);
  return engine;
}

describe('the zones of a snapshot', () => {
  it('are in Route 53 as they were printed: whose they are, their name servers, their records', () => {
    const engine = addAll(
      snapshotOf({
        [`${ACCOUNT}#Z1`]: {
          zone: {
            HostedZone: { Name: 'example.com.', Config: { Comment: 'by hand', PrivateZone: false } },
            DelegationSet: { NameServers: ['ns-9.example.net'] },
          },
          records: [a('www.example.com.', '192.0.2.1')],
        },
        [`${OTHER}#Z2`]: {
          zone: {
            HostedZone: { Name: 'example.org.', Config: { PrivateZone: true } },
            VPCs: [{ VPCRegion: 'eu-west-1', VPCId: 'vpc-1' }],
          },
          records: [a('\\052.example.org.', '192.0.2.2')],
        },
      }),
    );
    expect(engine.getHostedZone('Z1')).toMatchObject({
      name: 'example.com.',
      account: ACCOUNT,
      private: false,
      comment: 'by hand',
      nameServers: ['ns-9.example.net'],
    });
    expect(engine.getHostedZone('Z2')).toMatchObject({
      account: OTHER,
      private: true,
      vpcs: [{ VPCRegion: 'eu-west-1', VPCId: 'vpc-1' }],
    });
    expect(engine.records('Z1')).toContainEqual(a('www.example.com.', '192.0.2.1'));
    expect(engine.records('Z2')).toContainEqual(a('\\052.example.org.', '192.0.2.2'));
  });

  it('are refused together, with what Route 53 says of their records', () => {
    const zone = { HostedZone: { Name: 'example.com.' } };
    const snapshot = snapshotOf({
      [`${ACCOUNT}#Z1`]: { zone, records: [a('www.example.com.', '192.0.2.300')] },
      [`${ACCOUNT}#Z2`]: { zone, records: [a('www.example.org.', '192.0.2.1')] },
    });
    const refusal = () => addAll(snapshot);
    expect(refusal).toThrow(/Z1\.json\n {2}Route 53 would refuse this: .*192\.0\.2\.300/);
    expect(refusal).toThrow(
      /Z2\.json\n {2}Route 53 would refuse this: .*not permitted in zone example\.com\./,
    );
  });
});
