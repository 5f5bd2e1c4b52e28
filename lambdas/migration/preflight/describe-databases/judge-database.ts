import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { DescribedDatabase, DescribedProxy, ProxyTarget } from '../../ports/databases.ts';

const notes = notesOf(MIGRATE.describeDatabases);
const WHY = 'Applications on the cluster keep their data in it.';

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
  mariadb: /^mariadb$/,
};

/** A server's certificate that ends sooner than this ends perhaps within the migration. */
const CERTIFICATE_WARNING_SECONDS = 60 * 86_400;

export function notFound({ identifier, kind }: DatabaseSettings): Finding {
  return notes.fail(identifier, 'database-not-found', {
    seen: `This account and Region have no RDS ${kind} with this identifier.`,
    why: WHY,
    toDo: 'Correct the identifier, or the `kind` (instance, cluster or proxy).',
  });
}

export function notDescribed({ identifier }: DatabaseSettings, why: string): Finding {
  return notes.fail(identifier, 'database-unreadable', {
    seen: `RDS could not be read: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}

export function zonesNotRead(why: string): Finding {
  return notes.warn(MIGRATE.describeDatabases, 'database-zones-unreadable', {
    seen: `EC2 does not say in which zones the subnets are: ${why}`,
    why: 'The findings of VerifyRds name subnets in place of zones.',
    toDo: 'Fix what the message says.',
  });
}

/** At least one finding. @param now epoch milliseconds */
export function judgeDatabase(settings: DatabaseSettings, found: DescribedDatabase, now: number): Finding[] {
  const findings = [
    ...judgeStatus(settings, found),
    ...judgeEngine(settings, found),
    ...judgeCertificate(settings, found, now),
    ...judgePlacement(settings, found),
    ...judgeEncryption(settings, found),
    ...judgeMaintenance(settings, found),
  ];
  if (findings.length > 0) return findings;
  return [notes.pass(settings.identifier, 'database-described', { seen: inWords(found), why: WHY })];
}

/** At least one finding. A proxy keeps no data, and its certificate is renewed by AWS. */
export function judgeProxy(settings: DatabaseSettings, found: DescribedProxy): Finding[] {
  const findings = [
    ...judgeStatus(settings, found),
    ...judgeProxiedEngine(settings, found),
    ...judgeTargets(settings, found),
  ];
  if (findings.length > 0) return findings;
  const leads = found.targets.map(({ identifier, state }) => `${identifier} (${state})`).join(', ');
  const seen = `RDS reports: ${found.status}, a proxy for ${found.engine}, in front of ${leads}.`;
  return [notes.pass(settings.identifier, 'database-described', { seen, why: WHY })];
}

/** A proxy answers, and asks for a password, whatever became of the databases behind it. */
function judgeTargets({ identifier }: DatabaseSettings, { targets }: DescribedProxy): Finding[] {
  const why = 'The proxy takes connections all the same, and can lead them nowhere.';
  const toDo =
    'Read `aws rds describe-db-proxy-targets`: the proxy needs the network to its databases, and a secret with each user’s password.';
  if (targets.length === 0)
    return [
      notes.fail(identifier, 'database-proxy-without-target', {
        seen: 'No database is behind it.',
        why,
        toDo,
      }),
    ];
  const bad = targets.filter(({ state }) => state !== 'AVAILABLE' && state !== 'UNUSED');
  if (bad.length === 0) return [];
  const seen = `RDS reports of what is behind it: ${bad.map(inWordsOf).join('; ')}.`;
  const level = bad.length === targets.length ? 'fail' : 'warn';
  return [notes[level](identifier, 'database-proxy-target-unhealthy', { seen, why, toDo })];
}

function inWordsOf({ identifier, state, why }: ProxyTarget): string {
  return `${identifier} is ${state}${why && ` (${why})`}`;
}

/** To a proxy, MariaDB is of MySQL's family. */
function judgeProxiedEngine(settings: DatabaseSettings, found: DescribedProxy): Finding[] {
  return judgeEngine(settings.engine === 'mariadb' ? { ...settings, engine: 'mysql' } : settings, found);
}

function inWords(found: DescribedDatabase): string {
  const { status, engine, engineVersion, zones, encryptionKey, certificateUntil } = found;
  const authority = found.certificateAuthorities.join(', ') || 'unknown';
  const until = certificateUntil ? ` until ${certificateUntil}` : '';
  const where = zones.length > 0 ? `, in ${zones.join(', ')}` : '';
  return `RDS reports: ${status}, ${engine} ${engineVersion}${where}, encrypted with ${encryptionKey}, certificate authority ${authority}${until}.`;
}

function judgeStatus(
  { identifier }: DatabaseSettings,
  { status, endpoint }: Pick<DescribedDatabase, 'status' | 'endpoint'>,
): Finding[] {
  if (!endpoint) {
    const seen = `It has no endpoint (status ${status}).`;
    const toDo = 'Wait until it is available.';
    return [notes.fail(identifier, 'database-without-endpoint', { seen, why: WHY, toDo })];
  }
  if (status === 'available') return [];
  const level = SERVES_AND_WORKS.has(status) ? 'warn' : 'fail';
  const seen = `RDS reports its status as ${status}.`;
  const toDo = level === 'warn' ? 'We recommend to wait until it is available.' : 'Make it available first.';
  return [notes[level](identifier, 'database-not-available', { seen, why: WHY, toDo })];
}

function judgeEngine(settings: DatabaseSettings, { engine }: Pick<DescribedDatabase, 'engine'>): Finding[] {
  if (ENGINES[settings.engine].test(engine)) return [];
  const seen = `RDS reports the engine ${engine}; the configuration says ${settings.engine}.`;
  const why = 'The check would speak the wrong protocol to it.';
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
  const why = 'From then on, clients that verify the server refuse it.';
  if (left <= 0) {
    const seen = `Its certificate (${of}) expired at ${certificateUntil}.`;
    return [notes.fail(identifier, 'database-certificate-over', { seen, why, toDo })];
  }
  const seen = `Its certificate (${of}) expires in ${duration(left)}, at ${certificateUntil}.`;
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
      'Outside the VPC its name answers with a public address. Only its security group protects it from the Internet.';
    const toDo = 'Make it private once legacy no longer reaches it from outside.';
    findings.push(notes.warn(identifier, 'database-public', { seen, why, toDo }));
  }
  if (!multiAz) {
    const seen = 'It is in one Availability Zone.';
    const why = 'If that zone fails, neither legacy nor the cluster has its data.';
    const toDo = 'Make it Multi-AZ, or accept the risk.';
    findings.push(notes.warn(identifier, 'database-single-zone', { seen, why, toDo }));
  }
  return findings;
}

function judgeEncryption({ identifier }: DatabaseSettings, { encryptionKey }: DescribedDatabase): Finding[] {
  if (encryptionKey) return [];
  return [
    notes.warn(identifier, 'database-not-encrypted', {
      seen: 'Its storage is not encrypted.',
      why: 'Whoever gets at its volumes, snapshots or backups can read the data.',
      toDo: 'Copy a snapshot with a key and restore from it, or accept the risk: RDS encrypts only what it creates.',
    }),
  ];
}

/** A restart in the middle of a soak looks like a fault of the cluster. */
function judgeMaintenance(
  { identifier }: DatabaseSettings,
  { maintenance, pendingChanges }: DescribedDatabase,
): Finding[] {
  const why = 'A restart within the migration looks like a fault of the cluster, and an alarm may roll back.';
  const findings: Finding[] = [];
  if (maintenance.length > 0) {
    const actions = maintenance.map(({ action, description, at }) => {
      const when = at ? `from ${at}` : 'without a date';
      return `${action} ${when}${description ? ` (${description})` : ''}`;
    });
    const seen = `RDS has maintenance pending: ${actions.join('; ')}.`;
    const toDo = 'Apply it before the start (`aws rds apply-pending-maintenance-action`), or defer it.';
    findings.push(notes.warn(identifier, 'database-maintenance-pending', { seen, why, toDo }));
  }
  if (pendingChanges.length > 0) {
    const seen = `It has changes pending for its next maintenance window: ${pendingChanges.join(', ')}.`;
    const toDo = 'Apply them before the start (`aws rds modify-db-instance --apply-immediately`).';
    findings.push(notes.warn(identifier, 'database-change-pending', { seen, why, toDo }));
  }
  return findings;
}
