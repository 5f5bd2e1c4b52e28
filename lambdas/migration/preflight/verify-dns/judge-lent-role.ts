import { displayName, undotted } from '../../../shared/contract/dns-names.ts';
import { PARTITIONS } from '../../../shared/contract/regions.ts';
import { shortened } from '../../../shared/domain/text.ts';
import { drillNamesBeside } from '../../contract/drill.ts';
import type { ZoneRole, ZoneSettings } from '../../contract/settings.ts';
import { mayAccess, type OwnPolicies } from '../../domain/access/may.ts';
import { type AccessRequest, REQUESTED_REGION, roleOf } from '../../domain/access/policy.ts';
import { type Remark, remarks } from '../../domain/readiness/finding.ts';
import type { ResourceRecordSet } from '../../domain/record-set.ts';

/** A zone of another account. */
export type LentZone = ZoneSettings & { readonly role: ZoneRole };

export function isLent(zone: ZoneSettings): zone is LentZone {
  return zone.role !== undefined;
}

/** What IAM says of one thing that the role would do. */
export interface LentRight {
  readonly request: AccessRequest;
  readonly own: OwnPolicies;
}

const MOST_NAMES = 20;

const CHANGED = {
  names: 'route53:changeresourcerecordsetsnormalizedrecordnames',
  types: 'route53:changeresourcerecordsetsrecordtypes',
  actions: 'route53:changeresourcerecordsetsactions',
};

const WHY =
  'The migration changes the zone with this role. If its first change is refused, it ends before a name is moved, or is held.';
const TO_DO = 'Compare its policies with those under “Zones in another account” in docs/configuration.md';

/**
 * What only a migration does by the role: preflight itself does all the rest, and finds what it is refused.
 * @param before what legacy answers with at the zone's names: the types stay as they are
 */
export function rightsNeeded(
  { id, records, fenceName, role }: LentZone,
  before: readonly ResourceRecordSet[],
): AccessRequest[] {
  return [
    changing({ id, role }, [...records, fenceName], before),
    {
      role: roleOf(role.arn),
      action: 'route53:GetChange',
      resource: `arn:${partitionOf(role)}:route53:::change/C0123456789`,
      // IAM names the keys of all statements, also those that are about changes.
      context: { [CHANGED.names]: [], [CHANGED.types]: [], [CHANGED.actions]: [], ...inRegionOf(role) },
    },
  ];
}

/** What only a drill does by the role. */
export function rightNeededToDrill(zone: LentZone, before: readonly ResourceRecordSet[]): AccessRequest {
  return changing(zone, drillNamesBeside(zone.fenceName), before);
}

function changing(
  { id, role }: Pick<LentZone, 'id' | 'role'>,
  names: readonly string[],
  before: readonly ResourceRecordSet[],
): AccessRequest {
  return {
    role: roleOf(role.arn),
    action: 'route53:ChangeResourceRecordSets',
    resource: `arn:${partitionOf(role)}:route53:::hostedzone/${id}`,
    context: {
      [CHANGED.names]: names.map(undotted),
      [CHANGED.types]: [...new Set([...before.map(({ Type }) => Type), 'TXT'])],
      [CHANGED.actions]: ['CREATE', 'DELETE'],
      ...inRegionOf(role),
    },
  };
}

/** Where Route 53 is called: a role may allow only some regions. */
function inRegionOf(role: ZoneRole): AccessRequest['context'] {
  const partition = PARTITIONS.find(({ name }) => name === partitionOf(role));
  return partition ? { [REQUESTED_REGION]: [partition.route53] } : {};
}

function partitionOf({ arn }: ZoneRole): string {
  return arn.split(':')[1] ?? 'aws';
}

/** The migration works all the same, so it is no more than a warning. */
export function judgeDrillRole({ name, role }: LentZone, { request, own }: LentRight): Remark[] {
  if (mayAccess({ request, own, policy: [], leaveNeeded: false }).may !== 'no') return [];
  const names = (request.context[CHANGED.names] ?? []).join(' and ');
  return [
    remarks.warn(displayName(name), 'zone-role-without-drill', {
      seen: `The role ${role.arn} may not change ${names}.`,
      why: 'A drill makes these two names. Without them the zone can’t be drilled; the migration works all the same.',
      toDo: `If you want to drill the zone, add them to the role's policy, as under “Zones in another account” in docs/configuration.md. Otherwise no action.`,
    }),
  ];
}

export function judgeLentRole({ name, role }: LentZone, rights: readonly LentRight[]): Remark[] {
  const subject = displayName(name);
  return rights.flatMap(({ request, own }) => {
    const { may, because } = mayAccess({ request, own, policy: [], leaveNeeded: false });
    if (may === 'yes') return [];
    const does = `${request.action} on ${request.resource}`;
    if (may === 'unknown') {
      const seen = `Only a request shows whether the role ${role.arn} may do ${does}: ${because}.`;
      const toDo = `${TO_DO}, or accept this once you know that the functions meet that condition.`;
      return [remarks.unknown(subject, 'zone-role-unknown', { seen, why: WHY, toDo })];
    }
    const seen = `The role ${role.arn} may not do ${does}${askedWith(request)}: ${because}.`;
    return [remarks.fail(subject, 'zone-role-denied', { seen, why: WHY, toDo: `${TO_DO}.` })];
  });
}

/** What a condition of the role must let through, all of it: IAM doesn't say which one it lacks. */
function askedWith({ context }: AccessRequest): string {
  const [names = [], types = [], actions = []] = [CHANGED.names, CHANGED.types, CHANGED.actions].map(
    (key) => context[key],
  );
  if (names.length === 0) return '';
  const listed = shortened(names, MOST_NAMES, 'names').join(', ');
  return ` with the names ${listed}, the types ${types.join(', ')} and the actions ${actions.join(', ')}`;
}

export function lentRoleUnread({ name, role }: LentZone, why: string): Remark {
  return remarks.fail(displayName(name), 'zone-role-unread', {
    seen: `IAM could not be asked what the role ${role.arn} may do: ${why}`,
    why: WHY,
    toDo: 'Allow the role iam:SimulatePrincipalPolicy on itself, as under “Zones in another account” in docs/configuration.md, or fix what the message says.',
  });
}
