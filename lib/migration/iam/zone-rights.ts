/** Which names the roles may change in each zone, and in which policy that stands: exact ones as far as IAM has room. */
import { drillNames } from '../../../lambdas/migration/contract/drill.ts';
import type { MigrationSettings, ZoneSettings } from '../../../lambdas/migration/contract/settings.ts';
import { DRILL, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { ConfigError } from '../../shared/config/config-error.ts';
import {
  ATTACHED_POLICIES_LIMIT,
  INLINE_POLICY_LIMIT,
  MANAGED_POLICY_LIMIT,
} from '../../shared/iam/policy-limits.ts';
import { type WidenedZone, widen } from './widen.ts';
import { type ChangeableZone, denials, sizeOf, sizeOfStatement } from './zone-statements.ts';

export interface ZoneRights {
  /** By attached policy: the zones whose changes it allows. */
  readonly attached: readonly (readonly ChangeableZone[])[];
  /** A zone with more names than an attached policy has room for: it stands in each role's own policy. */
  readonly own: readonly ChangeableZone[];
}

/** How many zones' ARNs a policy that lets records be read has room for. */
export const ZONES_A_READING_POLICY = 80;

/** What a policy is beside its statements. */
const FRAME = '{"Version":"2012-10-17","Statement":[]}'.length;

const MANAGED_ROOM = MANAGED_POLICY_LIMIT - FRAME;

/**
 * What a role that changes zones has in its own policy beside their changes: 1,500 characters, and room for the names
 * that CloudFormation makes of the stack's. A test checks the roles against it.
 */
const RESERVED = 2_400;

/** A zone's ARN as a JSON string; it stands in the own policy of the role that reads more of the zones than their records. */
const ZONE_ARN = 64;

/** Statement of the roles of other accounts that it may assume, beside their ARNs. */
const ASSUME = '{"Action":"sts:AssumeRole","Effect":"Allow","Resource":[]},'.length;

/** If not all fits: to how many characters a zone's statement is widened, if it has more; the largest zones lose first. */
const WIDENED = [4_500, 3_000, 2_000, 1_400, 1_000, 700, 500];

/**
 * What the roles may change. Each zone has a statement of its own, so that no name of one zone can be changed in another.
 * @throws ConfigError where there are so many zones that no pattern makes room for them
 */
export function zoneRights(settings: MigrationSettings): ZoneRights {
  const known = RIGHTS.get(settings) ?? newRights(settings);
  RIGHTS.set(settings, known);
  return known;
}

/** Every role that may change records asks for the same. */
const RIGHTS = new WeakMap<MigrationSettings, ZoneRights>();

function newRights(settings: MigrationSettings): ZoneRights {
  const { migration } = settings;
  const zones = ownZones(settings);
  const room = INLINE_POLICY_LIMIT - RESERVED;
  if (sizeOfAssume(settings) > room) throw tooManyRoles(settings, room);
  if (zones.length === 0) return { attached: [], own: [] };
  const most = mostAttached(zones);
  let rights = exactRights(zones, roomInOwn(settings));
  for (const room of WIDENED) {
    if (rights.attached.length <= most) break;
    rights = placed(zones.map((zone) => changeable(zone, room)));
  }
  if (rights.attached.length > most)
    throw tooManyZones(migration, zones.length, {
      zones: `zones that fit into the policies of the roles that change records, ${migration}-${MIGRATE.shiftWeight}'s for one`,
      most,
      room: 'with names widened to patterns',
      needed: rights.attached.length,
      fix: 'fewer zones here, and the others in another migration',
    });
  return rights;
}

/**
 * What the functions of a drill may change, by attached policy: in each zone what they make, and nothing else.
 * @throws ConfigError where there are so many zones with so long names that a role can't have all of them
 */
export function drillRights(settings: MigrationSettings): ZoneRights['attached'] {
  const { migration } = settings;
  const zones = ownZones(settings).map(({ id, name: zoneName }) => {
    const { name, fenceName } = drillNames(migration, zoneName);
    return { id, names: [undotted(name)], fence: undotted(fenceName) };
  });
  if (zones.length === 0) return [];
  const { attached } = placed(zones);
  const most = mostAttached(zones);
  if (attached.length > most)
    throw tooManyZones(migration, zones.length, {
      zones: `zones that fit into the policies of the roles of a drill, ${migration}-${DRILL.beginDrill}'s for one`,
      most,
      room: 'with the names that a drill makes',
      needed: attached.length,
      fix: '`drill: false`; or fewer zones here, and the others in another migration',
    });
  return attached;
}

/** How many policies a role has room for beside those that let it read the zones. */
function mostAttached({ length }: readonly unknown[]): number {
  return ATTACHED_POLICIES_LIMIT - Math.ceil(length / ZONES_A_READING_POLICY);
}

/** Those of the stack's account: in any other, only a role of that account may do something. */
export function ownZones({ zones }: Pick<MigrationSettings, 'zones'>): readonly ZoneSettings[] {
  return zones.filter(({ role }) => role === undefined);
}

/** All that uses zones may assume these: ARNs, each once. */
export function lentRoles({ zones }: Pick<MigrationSettings, 'zones'>): readonly string[] {
  return [...new Set(zones.flatMap(({ role }) => role?.arn ?? []))];
}

/** What is left of a role's own policy for the changes of a zone, in characters. */
function roomInOwn(settings: MigrationSettings): number {
  return INLINE_POLICY_LIMIT - RESERVED - ZONE_ARN * ownZones(settings).length - sizeOfAssume(settings);
}

/** What a role's own policy has of the roles of other accounts, in characters. */
function sizeOfAssume(settings: MigrationSettings): number {
  const roles = lentRoles(settings).map((arn) => JSON.stringify(arn).length + 1);
  return roles.reduce((sum, size) => sum + size, roles.length > 0 ? ASSUME : 0);
}

/**
 * As exact as one policy a zone allows.
 * @param inOwn what the zone with the most names may take of a role's own policy
 */
function exactRights(zones: readonly ZoneSettings[], inOwn: number): ZoneRights {
  const exact = zones.map((zone) => changeable(zone, Number.POSITIVE_INFINITY));
  const largest = exact.reduce((a, b) => (sizeOfStatement(b) > sizeOfStatement(a) ? b : a));
  const isOwn = sizeOfStatement(largest) > MANAGED_ROOM && inOwn > MANAGED_ROOM;
  return placed(
    zones.map((zone) => changeable(zone, isOwn && zone.id === largest.id ? inOwn : MANAGED_ROOM)),
  );
}

/** A zone with a statement of `room` characters at most, if one pattern can do that. */
function changeable({ id, records, fenceName }: ZoneSettings, room: number): ChangeableZone {
  const fence = undotted(fenceName);
  const beside = sizeOfStatement({ id, fence, names: [] });
  const [widened = NOTHING] = widen([records.map(undotted)], room - beside);
  return { id, fence, ...widened };
}

const NOTHING: WidenedZone = { names: [] };

/** In the order of the configuration: a zone that is added moves no other to another policy while a migration runs. */
function placed(zones: readonly ChangeableZone[]): ZoneRights {
  const policies: { room: number; readonly zones: ChangeableZone[] }[] = [
    { room: MANAGED_ROOM - sizeOf(denials()), zones: [] },
  ];
  const own = zones.filter((zone) => sizeOfStatement(zone) > MANAGED_ROOM);
  for (const zone of zones) {
    if (own.includes(zone)) continue;
    const size = sizeOfStatement(zone);
    let policy = policies.find(({ room }) => room >= size);
    if (!policy) {
      policy = { room: MANAGED_ROOM, zones: [] };
      policies.push(policy);
    }
    policy.zones.push(zone);
    policy.room -= size;
  }
  return { attached: policies.map(({ zones }) => zones), own };
}

interface TooMany {
  /** What is expected of them. */
  readonly zones: string;
  readonly most: number;
  readonly room: string;
  readonly needed: number;
  readonly fix: string;
}

/** IAM would refuse such a role only while the stack is deployed. */
function tooManyZones(
  migration: string,
  count: number,
  { zones, most, room, needed, fix }: TooMany,
): ConfigError {
  return new ConfigError(`migration '${migration}'`, [
    {
      path: 'zones',
      value: `a list of ${count}`,
      expected: `${zones}: ${most} policies of ${MANAGED_POLICY_LIMIT} characters, ${room}; these need ${needed}`,
      fix,
    },
  ]);
}

/** Each role that uses zones would be refused for the same reason, so it is said once. */
function tooManyRoles(settings: MigrationSettings, room: number): ConfigError {
  return new ConfigError(`migration '${settings.migration}'`, [
    {
      path: 'zones[].role',
      value: `${lentRoles(settings).length} different roles`,
      expected: `roles that fit into the policy of each function that uses zones: ${room} characters; these need ${sizeOfAssume(settings)}`,
      fix: 'one role for all zones of an account, shorter names and paths of roles, or fewer zones here and the others in another migration',
    },
  ]);
}
