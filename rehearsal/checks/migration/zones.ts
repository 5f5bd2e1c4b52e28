/** What the zones must contain when a scenario is over. Written from what a migration is for, not from the product's code. */

import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { type Estate, saysShare } from '../../estate/migration/estate.ts';
import { ALIAS_TTL, type RecordSet, type ZoneVersion } from '../../route53/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { duration } from '../../text/numbers.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { differences } from './record-text.ts';

const MOVED_TYPES = ['A', 'AAAA', 'CNAME'];

export type FencePhase = 'prepare' | 'shift' | 'drain' | 'closed' | 'restoring' | 'restored';

export const isMoved = (estate: Estate, zoneId: string, { Name, Type }: RecordSet) =>
  estate.movedNames(zoneId).includes(Name) && MOVED_TYPES.includes(Type);

/** Everything that is neither a moved name nor a fence. */
const neighboursIn = (estate: Estate, zoneId: string, records: readonly RecordSet[]) =>
  records.filter((record) => !isMoved(estate, zoneId, record) && !estate.isFence(record));

/** Checks each zone; each contradiction names its zone. */
function inEachZone(
  { before, after }: Evidence,
  look: (zoneId: string, before: readonly RecordSet[], after: readonly RecordSet[]) => readonly string[],
): readonly string[] {
  return [...before].flatMap(([zoneId, records]) =>
    look(zoneId, records, after.get(zoneId) ?? []).map((text) => `${zoneId}: ${text}`),
  );
}

export const neighboursUntouched: MigrationCheck = {
  claim: 'Every other record of the zones is unchanged, byte for byte',
  contradictions: (evidence) =>
    inEachZone(evidence, (zoneId, before, after) =>
      differences(
        neighboursIn(evidence.scene.estate, zoneId, before),
        neighboursIn(evidence.scene.estate, zoneId, after),
      ),
    ),
};

export const legacyRecordsBack: MigrationCheck = {
  claim: 'The moved names have exactly their old records, byte for byte',
  contradictions: (evidence) =>
    inEachZone(evidence, (zoneId, before, after) =>
      differences(
        before.filter((record) => isMoved(evidence.scene.estate, zoneId, record)),
        after.filter((record) => isMoved(evidence.scene.estate, zoneId, record)),
      ),
    ),
};

export const clusterRecordsThere: MigrationCheck = {
  claim: "The moved names have exactly the cluster's simple records, or lead to a name that has",
  contradictions: (evidence) =>
    inEachZone(evidence, (zoneId, before, after) =>
      differences(
        before
          .filter((record) => isMoved(evidence.scene.estate, zoneId, record))
          .map((record) => onCluster(record, evidence.scene)),
        after.filter((record) => isMoved(evidence.scene.estate, zoneId, record)),
      ),
    ),
};

/** The fence of each zone is there once and says this phase; with 'none', there is none. */
export function fenceSays(phase: FencePhase | 'none'): MigrationCheck {
  return {
    claim: phase === 'none' ? 'No zone has a fence' : `Each zone has one fence, and it says phase=${phase}`,
    contradictions: (evidence) =>
      inEachZone(evidence, (_zoneId, _before, after) => {
        const values = after
          .filter(evidence.scene.estate.isFence)
          .flatMap((record) => (record.ResourceRecords ?? []).map((r) => r.Value));
        if (phase === 'none') return values.map((value) => `has a fence: ${value}`);
        if (values.length !== 1) return [`has ${values.length} fences: ${values.join(' ')}`];
        return values[0]?.includes(`,phase=${phase},`) ? [] : [`its fence is ${values[0]}`];
      }),
  };
}

/** A person's batch has no comment of the migration's. What a person wrote stays until a person writes again. */
export function handsOff(zoneId: string): MigrationCheck {
  return {
    claim: 'The migration did not overwrite what somebody wrote by hand',
    contradictions: ({ scene }) => {
      const versions = scene.engine.history(zoneId).slice(1);
      const byHand = versions.findIndex(({ comment }) => comment === undefined);
      if (byHand < 0) return [`${zoneId}: nobody wrote by hand, so this check proves nothing`];
      const next = versions[byHand + 1];
      if (next === undefined || next.comment === undefined) return [];
      return [`${zoneId}: batch ${next.number} followed it: ${next.comment}`];
    },
  };
}

export const nothingWritten: MigrationCheck = {
  claim: 'Nothing was written to any zone',
  contradictions: ({ scene }) =>
    scene.zoneIds.flatMap((zoneId) =>
      scene.engine
        .history(zoneId)
        .slice(1)
        .map(({ number, comment }) => `${zoneId}: batch ${number}: ${comment ?? ''}`),
    ),
};

/** The versions of a zone by which a rollback put legacy back; a swap of the fence alone puts nothing back. */
export function restoredVersions(
  { engine, estate: { isFence } }: Evidence['scene'],
  zoneId: string,
): readonly ZoneVersion[] {
  const says = ({ ResourceRecords = [] }: RecordSet) =>
    ResourceRecords.some(({ Value }) => Value.includes(',phase=restored,'));
  return engine
    .history(zoneId)
    .filter(({ after }) => after.some((record) => isFence(record) && says(record)) && !after.every(isFence));
}

/** The versions of a zone by which the cluster has this share. */
export function shiftsTo(
  { engine, estate }: Evidence['scene'],
  zoneId: string,
  percent: number,
): readonly ZoneVersion[] {
  return engine
    .history(zoneId)
    .filter(({ after }) => after.some((record) => saysShare(estate, record, percent)));
}

/** The migration gave the cluster this share at some time. */
export function reached(percent: number): MigrationCheck {
  return {
    claim: `The cluster had ${percent} % in each zone`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) =>
        shiftsTo(scene, zoneId, percent).length > 0 ? [] : [`${zoneId}: never`],
      ),
  };
}

/** What the fences of a zone said of the cluster's share, version after version; percent. */
function sharesSaid({ engine, estate }: Scene, zoneId: string): readonly number[] {
  const shares = ({ ResourceRecords = [] }: RecordSet) =>
    ResourceRecords.flatMap(({ Value }) => Value.match(/,phase=shift,weight=(\d+(?:\.\d+)?),/)?.[1] ?? []);
  return engine
    .history(zoneId)
    .flatMap(({ after }) => after.filter(estate.isFence).flatMap(shares))
    .map(Number);
}

/** The cluster's shares in each zone, one after the other, as the fences said them; the first is after none. */
export function sharesInOrder(percents: readonly number[]): MigrationCheck {
  return {
    claim: `The cluster had ${percents.join(' %, ')} % in each zone, in this order`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const said = sharesSaid(scene, zoneId);
        const found = said.filter((share, i) => share > 0 && share !== said[i - 1]);
        return found.join() === percents.join() ? [] : [`${zoneId}: ${found.join(', ')}`];
      }),
  };
}

/** The migration gave the cluster this share, and never a greater one. */
export function stayedAt(percent: number): MigrationCheck {
  return {
    claim: `The cluster had ${percent} % in each zone, and never more`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const greatest = Math.max(...sharesSaid(scene, zoneId));
        return greatest === percent ? [] : [`${zoneId}: ${greatest} %`];
      }),
  };
}

/** The migration gave the cluster this share, and the next change of the zone came so much later; milliseconds. */
export function heldAt(percent: number, atLeast: number): MigrationCheck {
  return {
    claim: `The cluster had ${percent} % for at least ${duration(atLeast)}`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const [first] = shiftsTo(scene, zoneId, percent);
        const next = scene.engine.history(zoneId).find(({ number }) => number === (first?.number ?? 0) + 1);
        if (!first || !next) return [`${zoneId}: never, or to the end`];
        const held = next.acceptedAt - first.acceptedAt;
        return held >= atLeast ? [] : [`${zoneId}: for ${duration(held)}`];
      }),
  };
}

export const restoredOnce: MigrationCheck = {
  claim: 'Legacy was restored once in each zone, however many rollbacks were started',
  contradictions: ({ scene }) =>
    scene.zoneIds.flatMap((zoneId) => {
      const { length } = restoredVersions(scene, zoneId);
      return length === 1 ? [] : [`${zoneId}: restored ${length} times`];
    }),
};

/** A moved record once it answers with the cluster alone. */
function onCluster(record: RecordSet, { estate, platforms: { cluster } }: Evidence['scene']): RecordSet {
  const { followers, settings } = estate;
  const { Name, Type, TTL } = record;
  if (followers.some(({ name }) => name === Name))
    return TTL === undefined ? record : { ...record, TTL: Math.min(TTL, settings.ttlSeconds) };
  const { target } = settings;
  const withValues = (values: readonly string[]): RecordSet => ({
    Name,
    Type,
    TTL: Math.min(TTL ?? ALIAS_TTL, settings.ttlSeconds),
    ResourceRecords: values.map((Value) => ({ Value })),
  });
  if (target.kind === 'addresses') return withValues(Type === 'AAAA' ? target.ipv6 : target.ipv4);
  if (Type === 'CNAME') return withValues([undotted(cluster.dnsName)]);
  return {
    Name,
    Type,
    AliasTarget: {
      HostedZoneId: cluster.hostedZoneId,
      DNSName: cluster.dnsName,
      EvaluateTargetHealth: target.evaluateTargetHealth,
    },
  };
}
