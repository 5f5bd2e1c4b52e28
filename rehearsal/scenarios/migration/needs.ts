/** What scenarios need of what is migrated. Each finds it, or says what is missing. */
import { accountOf, type StepSettings, type ZoneRole } from '../../../lambdas/migration/contract/settings.ts';
import { dotted, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import { groupsBehindLegacy } from '../../estate/migration/legacy-groups.ts';
import { publicRecords } from '../../estate/migration/public-records.ts';
import { approvalsBefore, firstStep, halfStep } from '../../estate/migration/steps.ts';
import type { RecordSet } from '../../route53/index.ts';
import { balancersOf } from '../../scenes/migration/load-balancers.ts';
import { HOSTED_ZONE } from '../../snapshot/kinds/route53.ts';
import { Missing } from '../scenario.ts';

export interface NameInZone {
  readonly zoneId: string;
  /** As Route 53 returns it. */
  readonly name: string;
}

/** One that gets weights of its own, and not an apex or a wildcard if there is another. */
export function aWeightedName(estate: Estate): NameInZone | Missing {
  const [best, other] = [...weightedNames(estate)].toSorted(
    (one, another) => Number(isPlain(estate, another)) - Number(isPlain(estate, one)),
  );
  return best ?? other ?? new Missing('a moved name that does not follow another one');
}

/** One that is a CNAME before the migration. */
export function aWeightedCname(estate: Estate): NameInZone | Missing {
  const cnames = new Set(recordsOf(estate).flatMap(({ Name, Type }) => (Type === 'CNAME' ? [Name] : [])));
  const found = weightedNames(estate).find(({ name }) => cnames.has(name));
  return (
    found ?? new Missing('a moved name that is a CNAME on legacy and does not follow another moved name')
  );
}

export interface CheckedName extends NameInZone {
  readonly healthCheck: string;
}

/** One whose record sets on legacy have a health check. */
export function aNameWithHealthCheck(estate: Estate): CheckedName | Missing {
  const checks = new Map(
    recordsOf(estate).flatMap(({ Name, HealthCheckId }) =>
      HealthCheckId === undefined ? [] : [[Name, HealthCheckId]],
    ),
  );
  for (const each of weightedNames(estate)) {
    const healthCheck = checks.get(each.name);
    if (healthCheck !== undefined) return { ...each, healthCheck };
  }
  return new Missing('a moved name whose records on legacy have a health check');
}

export interface FollowedName {
  readonly zoneId: string;
  /** The moved name, and those that lead to it. */
  readonly names: readonly string[];
}

export function aFollowedName(estate: Estate): FollowedName | Missing {
  for (const { zoneId, name } of weightedNames(estate)) {
    const following = estate.followers.filter(({ on }) => on === name);
    if (following.some(({ isMoved }) => isMoved))
      return { zoneId, names: [name, ...following.map((each) => each.name)] };
  }
  return new Missing('a moved name that leads to another moved name');
}

/** Two zones that move. */
export function anotherZone(estate: Estate): string | Missing {
  const [, other] = estate.zoneIds;
  return other ?? new Missing('a second zone');
}

export interface LentZone {
  readonly zoneId: string;
  readonly role: string;
  /** Ids of all zones that are asked for as that role: with private ones of the account. */
  readonly asked: readonly string[];
}

export function aZoneInAnotherAccount({ settings, snapshot }: Estate): LentZone | Missing {
  const zone = settings.zones.find(
    (each): each is typeof each & { readonly role: ZoneRole } => each.role !== undefined,
  );
  if (!zone) return new Missing('a zone in another account');
  const account = accountOf(zone.role);
  const ofAccount = snapshot
    .all(HOSTED_ZONE)
    .filter((each) => each.account === account)
    .flatMap(({ names = [] }) => names);
  return { zoneId: zone.id, role: zone.role.arn, asked: ofAccount };
}

/** A wildcard right below a zone, which nobody moves: it answers for all that has no record. */
export function aWildcardForAll(estate: Estate): string | Missing {
  const zone = estate.settings.zones.find(({ id, name }) => {
    const wildcard = `\\052.${name}`;
    return (
      !estate.movedNames(id).includes(wildcard) &&
      publicRecords(estate.snapshot).some(({ Name }) => Name === wildcard)
    );
  });
  return zone?.id ?? new Missing('a wildcard right below a zone, that is not moved');
}

export function anApproval({ settings }: Estate): number | Missing {
  const approvals = approvalsBefore(settings);
  return approvals > 0 ? approvals : new Missing('a step with `approval: true`');
}

/** The first step that needs an approval, and the one after it. */
export function anApprovalBeforeAStep({
  settings: { steps },
}: Estate): readonly [StepSettings, StepSettings] | Missing {
  const at = steps.findIndex(({ approval }) => approval);
  const [approved, next] = [steps[at], steps[at + 1]];
  return approved && next
    ? [approved, next]
    : new Missing('a step with `approval: true` before another step');
}

export function theFirstStep({ settings }: Estate): StepSettings {
  return firstStep(settings);
}

export function theSecondStep({ settings: { steps } }: Estate): StepSettings | Missing {
  const [, second] = steps;
  return second ?? new Missing('a second step');
}

export function theHalfStep({ settings }: Estate): StepSettings {
  return halfStep(settings);
}

/** The half step if nobody is asked before it, or else the first. */
export function theStepBeforeApprovals({ settings }: Estate): StepSettings {
  const half = halfStep(settings);
  return approvalsBefore(settings, half) === 0 ? half : firstStep(settings);
}

/** The step after which somebody is first asked to approve, if another step follows. */
export function theFirstApproval({ settings: { steps } }: Estate): StepSettings | Missing {
  const found = steps.slice(0, -1).find(({ approval }) => approval);
  return found ?? new Missing('a step with `approval: true`, before the last');
}

export function aBalancerAsTarget({ settings: { target } }: Estate): string | Missing {
  if (target.kind === 'load-balancer') return target.dnsName;
  return new Missing('a load balancer as target');
}

export interface KeepAlive {
  readonly keepAliveSeconds: number;
  readonly idleSeconds: number;
}

/** What ends connections at the cluster's load balancer. */
export function aKeepAlive({ settings: { target }, snapshot, home }: Estate): KeepAlive | Missing {
  const missing = new Missing('an application load balancer as target, with its attributes');
  if (target.kind !== 'load-balancer') return missing;
  const wanted = withoutDualstack(target.dnsName);
  const found = balancersOf(snapshot, home).find(({ dnsName }) => dotted(dnsName) === wanted);
  const secondsOf = (key: string) => Number(found?.attributes?.[key]);
  const [keepAliveSeconds, idleSeconds] = [
    secondsOf('client_keep_alive.seconds'),
    secondsOf('idle_timeout.timeout_seconds'),
  ];
  return Number.isFinite(keepAliveSeconds + idleSeconds) ? { keepAliveSeconds, idleSeconds } : missing;
}

export interface GroupBehindLegacy {
  readonly name: string;
  readonly size: number;
}

/** An Auto Scaling group whose instances a load balancer of legacy has. */
export function aGroupBehindLegacy(estate: Estate): GroupBehindLegacy | Missing {
  const group = groupsBehindLegacy(estate).find(({ DesiredCapacity }) => DesiredCapacity > 2);
  if (group) return { name: group.AutoScalingGroupName, size: group.DesiredCapacity };
  return new Missing('an Auto Scaling group of three instances or more behind legacy’s load balancer');
}

/** As people write it. */
export function plain({ name }: NameInZone): string {
  return undotted(name);
}

function weightedNames(estate: Estate): readonly NameInZone[] {
  const following = new Set(estate.followers.map(({ name }) => name));
  return estate.zoneIds.flatMap((zoneId) =>
    estate
      .movedNames(zoneId)
      .filter((name) => !following.has(name))
      .map((name) => ({ zoneId, name })),
  );
}

function isPlain(estate: Estate, { zoneId, name }: NameInZone): boolean {
  return name !== estate.zone(zoneId)?.name && !name.startsWith('\\052.');
}

function recordsOf({ snapshot, moving }: Estate): readonly RecordSet[] {
  return publicRecords(snapshot).filter(moving.isMoved);
}
