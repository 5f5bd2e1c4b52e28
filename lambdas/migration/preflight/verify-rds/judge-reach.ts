/** What it means where the way to a database ended. */
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { ProbeFailure, Reach } from '../../ports/database-probe.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'Everything on the cluster that needs the database connects in the same way.';

export function judgeReach(endpoint: DatabaseEndpoint, reach: Reach): Finding[] {
  const { subject, kind, host, port } = endpoint;
  if (!reach.reached) {
    const { code, toDo } = FAILED[reach.failure];
    const more = reach.failure === 'certificate-unknown-authority' ? ` ${TRUSTED[kind]}` : '';
    const at = reach.addresses.length > 0 ? ` (${reach.addresses.join(', ')})` : '';
    const seen = `${host}${at} port ${port}: ${reach.message}`;
    return [notes.fail(subject, code, { seen, why: WHY, toDo: toDo + more })];
  }
  const { addresses, server, tls, certificate } = reach;
  const seen = `${host} is ${addresses.join(', ')}; ${server}, over ${tls}; certificate ${certificate}.`;
  return [notes.pass(subject, 'database-reached', { seen, why: WHY }), ...judgeAddresses(endpoint, reach)];
}

function judgeAddresses(
  { subject, host }: DatabaseEndpoint,
  { addresses }: { readonly addresses: readonly string[] },
): Finding[] {
  const outside = addresses.filter((address) => !isPrivate(address));
  if (outside.length === 0) return [];
  return [
    notes.warn(subject, 'database-public-address', {
      seen: `From the cluster's subnets ${host} is ${outside.join(', ')}, a public address.`,
      why: 'The cluster would reach its data through a NAT gateway: slower, more expensive, and from an address that may change.',
      toDo: 'Enable DNS resolution and DNS hostnames in the VPC, or over its peering.',
    }),
  ];
}

/** RFC 1918, RFC 6598, loopback, and IPv6's unique local addresses. */
function isPrivate(address: string): boolean {
  return /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd])/i.test(
    address,
  );
}

const OF_RDS = "If it is RDS's, rotate the certificate to one of RDS's present authorities.";

/** Who else may have signed the certificate. */
const TRUSTED: Readonly<Record<DatabaseEndpoint['kind'], string>> = {
  instance: OF_RDS,
  cluster: OF_RDS,
  proxy: "A proxy's certificate is signed under Amazon's public roots, not RDS's own authorities.",
  host: "Public authorities and RDS's are trusted.",
};

const FAILED: Readonly<Record<ProbeFailure, { readonly code: string; readonly toDo: string }>> = {
  'not-resolved': {
    code: 'database-not-resolved',
    toDo: "Make the name resolvable in the cluster's VPC: check its DNS support, its resolver rules and the private zone.",
  },
  refused: {
    code: 'database-refused',
    toDo: 'Nothing listens there: check the port, and that the database is up.',
  },
  'no-answer': {
    code: 'database-no-answer',
    toDo: "Look at VerifyNetwork's findings: it judges the routes, network ACLs and security groups on the way. If it finds none wrong, or TCP connects, the server hangs.",
  },
  unreachable: {
    code: 'database-unreachable',
    toDo: "Add a route from the cluster's subnets to the database's (peering, transit gateway).",
  },
  closed: {
    code: 'database-closed',
    toDo: 'Something closes the connection: a proxy, a firewall or a restarting server. Try again, then read its log.',
  },
  'other-protocol': {
    code: 'database-other-protocol',
    toDo: 'Check the port and the engine: another kind of server answers there.',
  },
  'no-tls': {
    code: 'database-no-tls',
    toDo: 'Turn on TLS (rds.force_ssl for PostgreSQL, require_secure_transport for MySQL).',
  },
  'tls-failed': {
    code: 'database-tls-failed',
    toDo: 'Enable TLS 1.2 or newer on the server. The message says where the handshake failed.',
  },
  'certificate-name': {
    code: 'database-certificate-name',
    toDo: 'The certificate belongs to another server: use the endpoint that it is for, not an alias of your own.',
  },
  'certificate-unknown-authority': {
    code: 'database-certificate-authority',
    toDo: "The issuer is not one of the authorities that are trusted here: give the issuer's certificate as `databaseAuthorities`, or find out what intercepts the connection.",
  },
  'certificate-expired': {
    code: 'database-certificate-expired',
    toDo: 'Rotate the certificate (`aws rds modify-db-instance --ca-certificate-identifier`).',
  },
  'certificate-not-yet-valid': {
    code: 'database-certificate-not-yet-valid',
    toDo: "Check the server's clock, or wait until the certificate is valid.",
  },
  'no-connections': {
    code: 'database-no-connections',
    toDo: 'Raise its limit of connections, lower the pools of its clients, or put an RDS Proxy before it: the cluster comes on top of legacy.',
  },
  'host-refused': {
    code: 'database-host-refused',
    toDo: "Admit the cluster's subnets: in pg_hba.conf, or in the hosts of MySQL's users. MySQL unblocks a host with FLUSH HOSTS.",
  },
  'refused-by-database': {
    code: 'database-refuses-clients',
    toDo: 'Fix what the database reports: it is still starting, for example.',
  },
  other: { code: 'database-not-reached', toDo: 'Fix what the message says, then start again.' },
};
