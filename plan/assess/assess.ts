/** What a dry run would find in DNS, and the plan: by the code that does it in the account, on what a snapshot shows. */

import { BalancerConnections } from '../../lambdas/migration/adapters/balancer-connections.ts';
import { ClassicLoadBalancers } from '../../lambdas/migration/adapters/classic-load-balancers.ts';
import { CloudWatchAlarms } from '../../lambdas/migration/adapters/cloudwatch-alarms.ts';
import { Elbv2LoadBalancers } from '../../lambdas/migration/adapters/elbv2-load-balancers.ts';
import { freezesFrom } from '../../lambdas/migration/adapters/freeze-calendar.ts';
import { Route53HealthChecks } from '../../lambdas/migration/adapters/route53-health-checks.ts';
import { Route53PrivateZones } from '../../lambdas/migration/adapters/route53-private-zones.ts';
import { Route53Survey } from '../../lambdas/migration/adapters/route53-survey.ts';
import { Route53Zone } from '../../lambdas/migration/adapters/route53-zone.ts';
import type { CheckResult, Finding } from '../../lambdas/migration/contract/findings.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { openConnections } from '../../lambdas/migration/domain/connections.ts';
import { accept } from '../../lambdas/migration/domain/readiness/accept.ts';
import { expectedOf, uncovered } from '../../lambdas/migration/domain/readiness/coverage.ts';
import { judgeConnections } from '../../lambdas/migration/domain/readiness/judge-connections.ts';
import { judgeManualCheck } from '../../lambdas/migration/domain/readiness/judge-manual-check.ts';
import { planMigration } from '../../lambdas/migration/domain/readiness/plan.ts';
import { makePlan } from '../../lambdas/migration/migrate/assess-readiness/make-plan.ts';
import type { ConnectionDirectory } from '../../lambdas/migration/ports/connection-directory.ts';
import { verifyDns } from '../../lambdas/migration/preflight/verify-dns/verify-dns.ts';
import { estateOf } from '../../rehearsal/estate/migration/estate.ts';
import { listsMissing, withoutAttributes } from '../../rehearsal/estate/migration/undescribed.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';
import type { MigrationPlan } from '../plan-document.ts';
import { type AskedOffline, askOffline } from './checks/index.ts';
import { accessBy, type Clients, clientsOf, type Offline } from './clients.ts';

/** What a snapshot says of a migration. */
export type Assessed = Pick<MigrationPlan, 'findings' | 'notAsked' | 'plan'>;

const RUN = 'plan';
const NOT_GIVEN = { known: false, why: 'no snapshot was given.' } as const;
const NEEDS_THE_ACCOUNT = 'It needs the account. A dry run asks it.';
const ROLES_NOT_ASKED =
  'A plan does not ask what the roles of zones in other accounts may do. A dry run does.';
/** In place of one such finding for each zone. */
const NO_NAME_SERVER = {
  code: 'delegation-not-asked',
  why: 'Delegations: a plan asks no name server. A dry run does.',
};

export async function assess(
  settings: MigrationSettings,
  snapshot: Snapshot,
  offline: Offline,
): Promise<Assessed> {
  const clients = clientsOf(settings, offline);
  try {
    const { now } = offline;
    const dns = await lookAtDns(settings, clients);
    const asked = await askOffline({ settings, snapshot, clients, now });
    const made = await plan(settings, snapshot, clients, now);
    const connections = 'notMade' in made ? [] : [judgeConnections(made.connections)];
    const all = { ...asked, findings: [...asked.findings, ...connections] };
    return {
      ...withoutUnlisted(found(settings, [dns], all, now), listsMissing({ home: settings, snapshot })),
      plan: made,
    };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

/** The findings that name a load balancer which the account may not have; some of them also have other reasons. */
const OF_BALANCERS: ReadonlySet<string> = new Set([
  'connections-unknown',
  'ingress-balancer-unknown',
  'legacy-hosts-unknown',
  'target-missing',
]);
/** That it isn't there, each in its own words. */
const NO_BALANCER = /\bno (such )?load balancer\b/i;

/** Without the lists of load balancers nobody knows whether one is there: it is not asked, in place of not found. */
function withoutUnlisted<F extends Pick<Assessed, 'findings' | 'notAsked'>>(all: F, missing: string): F {
  const isUnlisted = ({ code, seen }: Finding) =>
    missing !== '' && OF_BALANCERS.has(code) && NO_BALANCER.test(seen);
  const unlisted = all.findings.filter(isUnlisted);
  return {
    ...all,
    findings: all.findings.filter((each) => !isUnlisted(each)),
    notAsked: [
      ...unlisted.map(({ check, subject }) => ({ check, why: `${subject}: ${missing}` })),
      ...all.notAsked,
    ],
  };
}

/** By the configuration alone. */
export function assessAlone(settings: MigrationSettings, now: number): Assessed {
  const zones = settings.zones.map((zone) => ({ settings: zone, before: [] }));
  const follows = { moved: [], unmoved: [] };
  const plan = planMigration({
    settings,
    zones,
    follows,
    step: 0,
    continues: false,
    detectionSeconds: undefined,
    connections: openConnections(settings.target, [], () => NOT_GIVEN),
    freezes: freezesFrom(settings.freeze, now),
    now,
  });
  return { ...found(settings, [], { findings: [], notAsked: [], looked: [] }, now), plan };
}

function lookAtDns(settings: MigrationSettings, clients: Clients): Promise<CheckResult> {
  const access = accessBy(clients);
  const asking = { migration: settings.migration, run: RUN, continues: '', settings };
  return verifyDns(settings.zones, asking, {
    survey: new Route53Survey(() => access),
    healthChecks: new Route53HealthChecks(
      () => access,
      () => access.turns,
    ),
    parent: { delegationOf: () => Promise.reject(new Error(NO_NAME_SERVER.why)) },
    loadBalancers: [new Elbv2LoadBalancers(clients.elbv2), new ClassicLoadBalancers(clients.classicElb)],
    privateZones: [new Route53PrivateZones(settings.account, access)],
  });
}

/** What could not be read because no file has it: that says more than the error of the offline account. */
function connectionsIn(
  snapshot: Snapshot,
  settings: MigrationSettings,
  clients: Pick<Clients, 'elbv2' | 'classicElb'>,
): ConnectionDirectory {
  const directory = new BalancerConnections(clients.elbv2, clients.classicElb);
  const files = new Map(
    withoutAttributes(estateOf(settings, snapshot)).map(({ dnsName, file }) => [dnsName, file]),
  );
  return {
    settingsOf: async (dnsNames) => {
      const settingsOf = await directory.settingsOf(dnsNames);
      const told = [...settingsOf].map(([dnsName, reading]) => {
        const file = reading.known ? undefined : files.get(dnsName);
        const why = `the snapshot lacks ${file}. The section "The snapshot" has the command that makes it.`;
        return [dnsName, file === undefined ? reading : ({ known: false, why } as const)] as const;
      });
      return new Map(told);
    },
  };
}

async function plan(
  settings: MigrationSettings,
  snapshot: Snapshot,
  clients: Clients,
  at: number,
): Promise<MigrationPlan['plan']> {
  const clock = { now: () => at };
  const made = await makePlan(
    { step: 0, continues: '' },
    {
      settings,
      clock,
      alarms: new CloudWatchAlarms(clients.cloudWatch),
      connections: connectionsIn(snapshot, settings, clients),
      zoneOf: (zoneId) => new Route53Zone(zoneId, accessBy(clients), clock),
    },
  );
  return made.known ? made.value : { notMade: made.why };
}

/** Of the checks that were made, what an assessment makes of it in the account; the others are named. */
function found(
  settings: MigrationSettings,
  checks: readonly CheckResult[],
  offline: AskedOffline,
  now: number,
): Pick<Assessed, 'findings' | 'notAsked'> {
  const made = new Set(checks.map(({ check }) => check));
  const missed = uncovered(settings, checks).filter(({ check }) => made.has(check));
  const all = [...checks.flatMap(({ findings }) => findings), ...missed, ...offline.findings];
  const asked = all.filter(({ code }) => code !== NO_NAME_SERVER.code);
  const manual = settings.manualChecks.map((each) => judgeManualCheck(each, now));
  const others = expectedOf(settings).filter(
    ({ check, subjects }) => subjects.length > 0 && !made.has(check) && !offline.looked.includes(check),
  );
  return {
    // Whether an acceptance is needed, the checks that were not made might say.
    findings: accept([...asked, ...manual], settings.acceptances, now).filter(
      ({ code }) => code !== 'acceptance-unused',
    ),
    notAsked: [
      ...(asked.length < all.length ? [{ check: MIGRATE.verifyDns, why: NO_NAME_SERVER.why }] : []),
      ...(settings.zones.some(({ role }) => role)
        ? [{ check: MIGRATE.verifyDns, why: ROLES_NOT_ASKED }]
        : []),
      ...offline.notAsked,
      ...others.map(({ check }) => ({ check, why: NEEDS_THE_ACCOUNT })),
    ],
  };
}
