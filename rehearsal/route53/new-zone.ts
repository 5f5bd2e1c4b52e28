import type { ZoneSeed } from './engine-options.ts';
import type { HostedZoneDescription } from './hosted-zone.ts';
import { canonicalName } from './names.ts';
import type { RecordSetInput } from './types.ts';

const DEFAULT_NAME_SERVERS = [
  'ns-1.awsdns-01.org',
  'ns-2.awsdns-02.co.uk',
  'ns-3.awsdns-03.com',
  'ns-4.awsdns-04.net',
];

const DEFAULT_VPCS = [{ VPCRegion: 'us-west-1', VPCId: 'vpc-0123456789abcdef0' }];

/** @param account whose it is unless the seed says otherwise */
export function describeNewZone(
  id: string,
  seed: ZoneSeed,
  account: string | undefined,
): HostedZoneDescription {
  return {
    id,
    name: canonicalName(seed.name),
    account: seed.account ?? account,
    private: seed.private ?? false,
    vpcs: seed.private ? (seed.vpcs ?? DEFAULT_VPCS) : [],
    nameServers: seed.nameServers ?? DEFAULT_NAME_SERVERS,
    comment: seed.comment,
  };
}

/** The SOA and NS that every zone is made with. */
export function apexRecords(zone: HostedZoneDescription, given: readonly RecordSetInput[]): RecordSetInput[] {
  const has = (type: string) =>
    given.some(({ Name, Type }) => Type === type && Name !== undefined && canonicalName(Name) === zone.name);
  const servers = zone.nameServers.map(canonicalName);
  const soa = `${servers[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const defaults: RecordSetInput[] = [
    { Name: zone.name, Type: 'NS', TTL: 172_800, ResourceRecords: servers.map((Value) => ({ Value })) },
    { Name: zone.name, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] },
  ];
  return defaults.filter(({ Type }) => !has(Type as string));
}
