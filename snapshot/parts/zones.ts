import { answeringZones } from '../../lambdas/migration/domain/answering-zones.ts';
import { covering } from '../../lambdas/migration/domain/shadows.ts';
import { GET_ZONE, LIST_HEALTH_CHECKS, LIST_PRIVATE_ZONES, LIST_RECORDS } from '../calls/route53.ts';
import { one, type Source } from '../source/source.ts';
import type { RecordSet } from '../wanted/named-balancers.ts';
import type { AccountWanted } from '../wanted/wanted.ts';
import type { Part } from './part.ts';

export const ZONES: Part = {
  calls: [GET_ZONE, LIST_RECORDS, LIST_HEALTH_CHECKS],
  isIn: ({ zones }) => zones.length > 0,
};

/** Who asks in a VPC with such a zone is not moved. They may be in each account that the functions can ask. */
export const PRIVATE_ZONES: Part = {
  calls: [LIST_PRIVATE_ZONES, GET_ZONE],
  isIn: ({ zones, regions }) => zones.length > 0 || regions.some(({ migrations }) => migrations.length > 0),
};

export interface ZoneRead {
  readonly name: string;
  readonly moved: readonly string[];
  readonly records: readonly RecordSet[];
}

/** The zones that the configuration names, whole, and the health checks that their records name. */
export async function takeZones(
  { account, zones }: AccountWanted,
  source: Source,
): Promise<readonly ZoneRead[]> {
  const read: ZoneRead[] = [];
  for (const { id, name, records: moved } of zones) {
    const place = { account, names: [id] };
    await one(source, GET_ZONE, place, { Id: id });
    const records = await one(source, LIST_RECORDS, place, { Id: id });
    read.push({ name, moved, records: records?.ResourceRecordSets ?? [] });
  }
  const ids = new Set(read.flatMap(({ records }) => records.flatMap((each) => each.HealthCheckId ?? [])));
  if (ids.size > 0)
    await source.file(LIST_HEALTH_CHECKS, { account }, async (ask) => {
      const all = await ask({});
      return all && { ...all, HealthChecks: all.HealthChecks.filter(({ Id }) => ids.has(Id)) };
    });
  return read;
}

/**
 * The private zones that may answer for moved names, and in which VPCs; what they answer is nobody's business here.
 * @param zones of all accounts
 */
export async function takePrivateZones(
  { account }: AccountWanted,
  source: Source,
  zones: readonly ZoneRead[],
): Promise<void> {
  const listed = await source.list(LIST_PRIVATE_ZONES, { account }, {});
  const found = (listed?.HostedZones ?? []).map(({ Id, Name: name }) => ({
    id: Id.replace(/^\/hostedzone\//, ''),
    name,
  }));
  const names = zones.flatMap(({ moved }) => moved);
  const answering = answeringZones(zones.map(({ name, records }) => ({ name, records: records as never })));
  for (const { id } of covering(found, { names, answering }))
    await one(source, GET_ZONE, { account, names: [id] }, { Id: id });
}
