import { aliasZoneOf } from './alias-zones.ts';
import { isWithin, WILDCARD } from './names.ts';
import { policyOf } from './request-shape.ts';
import type { RecordSet } from './types.ts';
import type { Node } from './zone-content.ts';

/** Record sets of one name, type and routing policy. */
export const MAX_GROUP = 100;

/** What the rules need to know of the zone beside the name itself. */
export interface RuleContext {
  readonly zoneId: string;
  readonly zoneName: string;
  /** The record sets of any name, as the batch has left them so far. */
  at(name: string): Node;
}

/** `[name='www.example.com.', type='A', set-identifier='legacy']`, as the API's messages have it. */
export function describeSlot(record: RecordSet): string {
  const identifier = record.SetIdentifier === undefined ? '' : `, set-identifier='${record.SetIdentifier}'`;
  return `[name='${record.Name}', type='${record.Type}'${identifier}]`;
}

/**
 * Why a record set may not be put beside what its name holds. `node` is the name's content so far; a record set with
 * the same type and set identifier is about to be replaced, but its routing policy must be the same.
 */
export function obstacles(record: RecordSet, node: Node, context: RuleContext): string[] {
  return [
    ...placeObstacles(record, context),
    ...cnameObstacles(record, node, context),
    ...groupObstacles(record, node),
    ...aliasObstacles(record, context),
  ];
}

function placeObstacles(record: RecordSet, { zoneName }: RuleContext): string[] {
  const { Name, Type } = record;
  if (!isWithin(Name, zoneName)) {
    return [`RRSet with DNS name ${Name} is not permitted in zone ${zoneName}`];
  }
  if (Type === 'SOA' && Name !== zoneName) {
    return [`RRSet of type SOA with DNS name ${Name} is only permitted at apex in zone ${zoneName}`];
  }
  if (Type === 'NS' && Name.startsWith(`${WILDCARD}.`)) {
    return [`RRSet of type NS with DNS name ${Name} is not permitted as a wildcard in zone ${zoneName}`];
  }
  return [];
}

function cnameObstacles(record: RecordSet, node: Node, { zoneName }: RuleContext): string[] {
  const { Name, Type } = record;
  if (Type === 'CNAME') {
    if (Name === zoneName) {
      return [`RRSet of type CNAME with DNS name ${Name} is not permitted at apex in zone ${zoneName}`];
    }
    return node.some((other) => other.Type !== 'CNAME')
      ? [
          `RRSet of type CNAME with DNS name ${Name} is not permitted as it conflicts with other records with the same DNS name in zone ${zoneName}`,
        ]
      : [];
  }
  return node.some((other) => other.Type === 'CNAME')
    ? [
        `RRSet of type ${Type} with DNS name ${Name} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zoneName}`,
      ]
    : [];
}

function groupObstacles(record: RecordSet, node: Node): string[] {
  const { Name, Type, SetIdentifier } = record;
  const sameType = node.filter((other) => other.Type === Type);
  const siblings = sameType.filter((other) => other.SetIdentifier !== SetIdentifier);
  const policy = policyOf(record);
  if (policy === undefined) {
    return siblings.length > 0
      ? [
          `RRSet with DNS name ${Name}, type ${Type} cannot be created as other RRSets exist with the same name and type.`,
        ]
      : [];
  }
  if (sameType.some((other) => policyOf(other) !== policy)) {
    return [
      `RRSet with DNS name ${Name}, type ${Type}, SetIdentifier ${SetIdentifier} cannot be created as a non-${POLICY_NAMES[policy]} set exists with the same name and type.`,
    ];
  }
  if (policy === 'Weight' && siblings.some((other) => differentTtl(other, record))) {
    return [
      `RRSet with DNS name ${Name} and type ${Type}, SetIdentifier ${SetIdentifier} cannot be created as weighted sets must contain the same TTL.`,
    ];
  }
  if (siblings.length >= MAX_GROUP) {
    return [
      `RRSet with DNS name ${Name}, type ${Type}, SetIdentifier ${SetIdentifier} cannot be created as there are already ${MAX_GROUP} ${POLICY_NAMES[policy]} sets with the same name and type.`,
    ];
  }
  return [];
}

const POLICY_NAMES = {
  Weight: 'weighted',
  Region: 'latency',
  Failover: 'failover',
  GeoLocation: 'geolocation',
  MultiValueAnswer: 'multivalue',
  CidrRoutingConfig: 'CIDR',
  GeoProximityLocation: 'geoproximity',
} as const;

/** An alias has no TTL of its own, so it is left out of the comparison. */
function differentTtl(a: RecordSet, b: RecordSet): boolean {
  return a.TTL !== undefined && b.TTL !== undefined && a.TTL !== b.TTL;
}

function aliasObstacles(record: RecordSet, context: RuleContext): string[] {
  const target = record.AliasTarget;
  if (target === undefined) return [];
  const start = `Tried to create an alias that targets ${target.DNSName}, type ${record.Type} in zone ${target.HostedZoneId}, but`;
  if (record.MultiValueAnswer) return [`${start} a multivalue answer can't be an alias`];
  if (target.HostedZoneId === context.zoneId) {
    const outside = isWithin(target.DNSName, context.zoneName)
      ? []
      : [`${start} the alias target name does not lie within the target zone`];
    const isThere =
      target.DNSName !== record.Name &&
      context.at(target.DNSName).some((candidate) => candidate.Type === record.Type);
    return isThere ? outside : [...outside, `${start} that target was not found`];
  }
  const zone = aliasZoneOf(target.HostedZoneId, target.DNSName);
  if (zone === undefined) return [`${start} the alias target name does not lie within the target zone`];
  if (target.EvaluateTargetHealth && !zone.evaluatesHealth) {
    return [`${start} the health of this target can't be evaluated`];
  }
  return record.Type === 'A' || record.Type === 'AAAA' || record.Type === 'HTTPS'
    ? []
    : [`${start} that target was not found`];
}
