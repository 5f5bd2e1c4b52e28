import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { DescribedDatabase } from '../../ports/databases.ts';

const notes = notesOf(MIGRATE.describeDatabases);
const WHY = 'What runs on the cluster keeps its data there.';

/** Statuses in which a database serves. Source: "Viewing DB instance status" and "DB cluster status", RDS user guide. */
const SERVES_AND_WORKS = new Set([
  'backing-up',
  'configuring-enhanced-monitoring',
  'configuring-iam-database-auth',
  'configuring-log-exports',
  'storage-optimization',
  'storage-config-upgrade',
  'storage-initialization',
]);

const ENGINES: Readonly<Record<DatabaseSettings['engine'], RegExp>> = {
  postgres: /^(aurora-)?postgres(ql)?$/,
  mysql: /^((aurora-)?mysql|mariadb)$/,
};

/** A server's certificate that ends sooner than this ends perhaps within the migration. */
const CERTIFICATE_WARNING_SECONDS = 60 * 86_400;

export function notFound({ identifier, kind }: DatabaseSettings): Finding {
  return notes.fail(identifier, 'database-not-found', {
    seen: `RDS knows no ${kind} of this identifier in this account and Region.`,
    why: WHY,
    toDo: 'Correct the identifier, or say whether it is an instance or a cluster.',
  });
}

export function notDescribed({ identifier }: DatabaseSettings, why: string): Finding {
  return notes.fail(identifier, 'database-unreadable', {
    seen: `RDS could not be asked: ${why}`,
    why: WHY,
    toDo: 'Mend what the message says, and start again.',
  });
}

/** At least one finding. @param now epoch milliseconds */
export function judgeDatabase(settings: DatabaseSettings, found: DescribedDatabase, now: number): Finding[] {
  const findings = [
    ...judgeStatus(settings, found),
    ...judgeEngine(settings, found),
    ...judgeCertificate(settings, found, now),
    ...judgePlacement(settings, found),
  ];
  if (findings.length > 0) return findings;
  const authority = found.certificateAuthorities.join(', ') || 'not said';
  const seen = `RDS says ${found.status}, ${found.engine} ${found.engineVersion}, certificate authority ${authority}.`;
  return [notes.pass(settings.identifier, 'database-described', { seen, why: WHY })];
}

function judgeStatus({ identifier }: DatabaseSettings, { status, endpoint }: DescribedDatabase): Finding[] {
  if (!endpoint) {
    const seen = `RDS gives it no endpoint (status ${status}).`;
    const toDo = 'Wait until it is available.';
    return [notes.fail(identifier, 'database-without-endpoint', { seen, why: WHY, toDo })];
  }
  if (status === 'available') return [];
  const level = SERVES_AND_WORKS.has(status) ? 'warn' : 'fail';
  const seen = `RDS says that it is ${status}.`;
  const toDo = level === 'warn' ? 'Better wait until it is available.' : 'Make it available first.';
  return [notes[level](identifier, 'database-not-available', { seen, why: WHY, toDo })];
}

function judgeEngine(settings: DatabaseSettings, { engine }: DescribedDatabase): Finding[] {
  if (ENGINES[settings.engine].test(engine)) return [];
  const seen = `RDS says that its engine is ${engine}; the configuration says ${settings.engine}.`;
  const why = 'The wrong greeting would be expected of it.';
  const toDo = 'Correct the engine in the configuration.';
  return [notes.fail(settings.identifier, 'database-engine-differs', { seen, why, toDo })];
}

function judgeCertificate(
  { identifier }: DatabaseSettings,
  { certificateAuthorities, certificateUntil }: DescribedDatabase,
  now: number,
): Finding[] {
  const left = (Date.parse(certificateUntil) - now) / 1000;
  if (!(left < CERTIFICATE_WARNING_SECONDS)) return [];
  const of = certificateAuthorities.join(', ');
  const toDo = 'Rotate the certificate (`aws rds modify-db-instance --ca-certificate-identifier`).';
  const why = 'Clients that verify the server refuse it from then on.';
  if (left <= 0) {
    const seen = `Its certificate (${of}) ran out at ${certificateUntil}.`;
    return [notes.fail(identifier, 'database-certificate-over', { seen, why, toDo })];
  }
  const seen = `Its certificate (${of}) runs out in ${duration(left)}, at ${certificateUntil}.`;
  return [notes.warn(identifier, 'database-certificate-ends', { seen, why, toDo })];
}

function judgePlacement(
  { identifier }: DatabaseSettings,
  { publiclyAccessible, multiAz }: DescribedDatabase,
): Finding[] {
  const findings: Finding[] = [];
  if (publiclyAccessible) {
    const seen = 'It is publicly accessible.';
    const why =
      'Its name answers with a public address outside the VPC; only its security group keeps the world out.';
    const toDo = 'Make it private, once legacy no longer needs it from outside.';
    findings.push(notes.warn(identifier, 'database-public', { seen, why, toDo }));
  }
  if (!multiAz) {
    const seen = 'It is in one Availability Zone.';
    const why = 'While that zone is down, neither legacy nor the cluster has its data.';
    const toDo = 'Make it Multi-AZ, or accept the risk.';
    findings.push(notes.warn(identifier, 'database-single-zone', { seen, why, toDo }));
  }
  return findings;
}
