/** What nobody looked at is not ready: everything that the settings name must have been judged by its check. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { CredentialSettings, MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { shown } from '../workloads/named.ts';
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
  return [
    { check: MIGRATE.verifyDns, subjects: zones.map(({ name }) => displayName(name)) },
    { check: MIGRATE.verifyAlarms, subjects: alarms.map(({ name }) => name) },
    { check: MIGRATE.verifyKms, subjects: keys.map(({ arn }) => arn) },
    { check: MIGRATE.verifyRds, subjects: databases.map(({ identifier }) => identifier) },
    {
      check: MIGRATE.verifyNetwork,
      subjects: settings.clusterNetwork ? databases.map(({ identifier }) => identifier) : [],
    },
    { check: MIGRATE.verifyCluster, subjects: cluster ? [cluster.name] : [] },
    {
      check: MIGRATE.verifyIngress,
      subjects: [
        ...(ingress?.names.map(({ name }) => displayName(name)) ?? []),
        ...(ingress?.ownHosts ?? []),
      ],
    },
    { check: MIGRATE.provisionStateBucket, subjects: stateBucket ? [stateBucket.name] : [] },
    { check: MIGRATE.verifyCredentials, subjects: credentials ? credentialsIn(credentials) : [] },
    {
      check: MIGRATE.verifyWorkloads,
      subjects: [
        ...(workloads ? zones.flatMap(({ records }) => records.map(displayName)) : []),
        ...(workloads?.daemonSets ?? []).map((each) => shown('daemonset', each)),
      ],
    },
  ];
}

function credentialsIn({
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
 * A failing finding for each subject that its check says nothing of, none of a check that already says that it broke; and
 * one for each check that says nothing at all, not even that it wasn't asked.
 */
export function uncovered(settings: MigrationSettings, checks: readonly CheckResult[]): Finding[] {
  const missed = expectedOf(settings).flatMap(({ check, subjects }) => {
    const findings = checks.filter((result) => result.check === check).flatMap((result) => result.findings);
    if (findings.some(({ subject, level }) => subject === check && level === 'fail')) return [];
    return subjects
      .filter((subject) => !findings.some((finding) => isAbout(finding, subject)))
      .map((subject) => notChecked(check, subject));
  });
  const silent = checks.filter(
    ({ check, findings, notAsked }) =>
      findings.length === 0 && notAsked === undefined && !missed.some((finding) => finding.check === check),
  );
  return [...missed, ...silent.map(({ check }) => notChecked(check, check))];
}

/** Also a part of it, named `<subject> (<part>)`. */
function isAbout(finding: Finding, subject: string): boolean {
  return finding.subject === subject || finding.subject.startsWith(`${subject} (`);
}

function notChecked(check: string, subject: string): Finding {
  return notesOf(check).fail(subject, 'not-checked', {
    seen: `${check} reported nothing about it.`,
    why: 'It was not checked, so its state is unknown.',
    toDo: `Read the log of ${check}. If the stack is older than the configuration, deploy it again.`,
  });
}
