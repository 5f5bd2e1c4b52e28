/** What nobody looked at is not ready: everything that the settings name must have been judged by its check. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import { shortHash } from '../../../shared/domain/hash.ts';
import { DATA_PLANE } from '../../contract/data-plane.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import { HOOK_MOMENTS, hookSubject } from '../../contract/hooks.ts';
import type { IngressSettings } from '../../contract/ingress-settings.ts';
import type { CredentialSettings, MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { WorkloadSettings } from '../../contract/workload-settings.ts';
import { shown } from '../workloads/named.ts';
import { compact } from './compact.ts';
import { notesOf } from './finding.ts';

interface Expected {
  readonly check: string;
  readonly subjects: readonly string[];
}

/**
 * What each check must have judged. A check of something that the settings don't name needs no entry: its findings count
 * like any other.
 */
export function expectedOf(settings: MigrationSettings): readonly Expected[] {
  const { zones, alarms, keys, databases, stateBucket, cluster, ingress, credentials, workloads } = settings;
  const { hooks = {} } = settings;
  return [
    { check: MIGRATE.verifyDns, subjects: zones.map(({ name }) => displayName(name)) },
    {
      check: MIGRATE.verifyAlarms,
      subjects: [...alarms.map(({ name }) => name), ...(settings.dataPlane ? [DATA_PLANE] : [])],
    },
    { check: MIGRATE.verifyKms, subjects: keys.map(({ arn }) => arn) },
    { check: MIGRATE.verifyRds, subjects: databases.map(({ identifier }) => identifier) },
    {
      check: MIGRATE.verifyNetwork,
      subjects: settings.clusterNetwork ? databases.map(({ identifier }) => identifier) : [],
    },
    { check: MIGRATE.verifyCluster, subjects: cluster ? [cluster.name] : [] },
    { check: MIGRATE.verifyIngress, subjects: ingress ? namedForIngress(ingress) : [] },
    { check: MIGRATE.provisionStateBucket, subjects: stateBucket ? [stateBucket.name] : [] },
    { check: MIGRATE.verifyCredentials, subjects: credentials ? namedCredentials(credentials) : [] },
    { check: MIGRATE.verifyWorkloads, subjects: workloads ? namedForWorkloads(workloads, zones) : [] },
    { check: MIGRATE.verifyHooks, subjects: HOOK_MOMENTS.filter((moment) => hooks[moment]).map(hookSubject) },
  ];
}

export function namedForIngress({ names, ownHosts }: IngressSettings): readonly string[] {
  return [...names.map(({ name }) => displayName(name)), ...ownHosts];
}

export function namedForWorkloads(
  { daemonSets }: WorkloadSettings,
  zones: MigrationSettings['zones'],
): readonly string[] {
  return [
    ...zones.flatMap(({ records }) => records.map(displayName)),
    ...daemonSets.map((each) => shown('daemonset', each)),
  ];
}

export function namedCredentials({
  parameters,
  parameterPaths,
  secrets,
  secretPrefixes,
}: CredentialSettings): readonly string[] {
  return [
    ...parameters.map((name) => `parameter ${name}`),
    ...parameterPaths.map((path) => `parameters below ${path}`),
    ...secrets.map((name) => `secret ${name}`),
    ...secretPrefixes.map((prefix) => `secrets below ${prefix}`),
  ];
}

/**
 * The findings of a check, those that say the same joined. A joined one may leave out names, so the check itself says that
 * all that the settings name for it was judged. If something wasn't, none is joined, and it shows what is missing.
 */
export function joined(
  check: string,
  findings: readonly Finding[],
  named: readonly string[],
  join: typeof compact = compact,
): CheckResult {
  const judged = judgedBy(findings);
  if (!named.every((subject) => judged.has(subject))) return { check, findings };
  return { check, findings: join(findings), covers: hashOf(named) };
}

/** Of a check that could ask nothing, so that one finding stands for all that the settings name for it. */
export function standingForAll(finding: Finding, named: readonly string[]): CheckResult {
  return { check: finding.check, findings: [finding], covers: hashOf(named) };
}

/**
 * The same where findings have to be joined whatever is missing: of each subject that the check says nothing of it then says
 * so itself.
 */
export function covered(result: CheckResult, settings: MigrationSettings): CheckResult {
  const expected = expectedOf(settings).find(({ check }) => check === result.check);
  if (!expected || expected.subjects.length === 0) return result;
  return {
    ...result,
    findings: [...result.findings, ...missedOf(expected, [result])],
    covers: hashOf(expected.subjects),
  };
}

function hashOf(named: readonly string[]): string {
  return shortHash(JSON.stringify(named));
}

/**
 * A failing finding for each subject that its check says nothing of, none of a check that already says that it broke; and
 * one for each check that says nothing at all, not even that it wasn't asked.
 */
export function uncovered(settings: MigrationSettings, checks: readonly CheckResult[]): Finding[] {
  const missed = expectedOf(settings).flatMap((expected) => missedOf(expected, checks));
  const silent = checks.filter(
    ({ check, findings, notAsked }) =>
      findings.length === 0 && notAsked === undefined && !missed.some((finding) => finding.check === check),
  );
  return [...missed, ...silent.map(({ check }) => notChecked(check, check))];
}

function missedOf({ check, subjects }: Expected, checks: readonly CheckResult[]): readonly Finding[] {
  const results = checks.filter((result) => result.check === check);
  if (results.some(({ covers }) => covers === hashOf(subjects))) return [];
  const findings = results.flatMap((result) => result.findings);
  const isBroken = findings.some(({ subject, level }) => subject === check && level === 'fail');
  if (isBroken) return [];
  const judged = judgedBy(findings);
  return subjects.filter((subject) => !judged.has(subject)).map((subject) => notChecked(check, subject));
}

/** What findings are about: their subjects, and what those are a part of, as in `<subject> (<part>)`. */
function judgedBy(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ subject }) => [
      subject,
      ...Array.from(subject.matchAll(/ \(/g), ({ index }) => subject.slice(0, index)),
    ]),
  );
}

function notChecked(check: string, subject: string): Finding {
  return notesOf(check).fail(subject, 'not-checked', {
    seen: `${check} reported nothing about it.`,
    why: 'It was not checked, so its state is unknown.',
    toDo: `Read the log of ${check}. If the stack is older than the configuration, deploy it again.`,
  });
}
