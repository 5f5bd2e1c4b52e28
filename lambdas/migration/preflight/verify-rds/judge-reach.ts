/** What it means where the way to a database ended. */
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { ProbeFailure, Reach } from '../../ports/database-probe.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'The same way is taken by everything on the cluster that needs the database.';

export function judgeReach(endpoint: DatabaseEndpoint, reach: Reach): Finding[] {
  const { identifier, host, port } = endpoint;
  if (!reach.reached) {
    const { code, toDo } = FAILED[reach.failure];
    const at = reach.addresses.length > 0 ? ` (${reach.addresses.join(', ')})` : '';
    const seen = `${host}${at} port ${port}: ${reach.message}`;
    return [notes.fail(identifier, code, { seen, why: WHY, toDo })];
  }
  const { addresses, server, tls, certificate } = reach;
  const seen = `${host} is ${addresses.join(', ')}; ${server}, over ${tls}; certificate ${certificate}.`;
  return [notes.pass(identifier, 'database-reached', { seen, why: WHY }), ...judgeAddresses(endpoint, reach)];
}

function judgeAddresses(
  { identifier, host }: DatabaseEndpoint,
  { addresses }: { readonly addresses: readonly string[] },
): Finding[] {
  const outside = addresses.filter((address) => !isPrivate(address));
  if (outside.length === 0) return [];
  return [
    notes.warn(identifier, 'database-public-address', {
      seen: `From the cluster's subnets ${host} is ${outside.join(', ')}, a public address.`,
      why: 'The cluster then reaches its data over a NAT gateway: slower, dearer, and from an address that may change.',
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

const FAILED: Readonly<Record<ProbeFailure, { readonly code: string; readonly toDo: string }>> = {
  'not-resolved': {
    code: 'database-not-resolved',
    toDo: "Let the cluster's VPC resolve the name: its DNS support, its resolver rules, the private zone.",
  },
  refused: {
    code: 'database-refused',
    toDo: 'Nobody listens there: look at the port, and whether the database is up.',
  },
  'no-answer': {
    code: 'database-no-answer',
    toDo: "Let the database's security group take the cluster's in, and look at network ACLs and routes; if TCP connects, the server hangs.",
  },
  unreachable: {
    code: 'database-unreachable',
    toDo: "Add a route from the cluster's subnets to the database's (peering, transit gateway).",
  },
  closed: {
    code: 'database-closed',
    toDo: 'Something cuts the connection: a proxy, a firewall, or a server that is restarting. Try again, then look at its log.',
  },
  'other-protocol': {
    code: 'database-other-protocol',
    toDo: 'Look at the port and the engine: what answers there is not this kind of database.',
  },
  'no-tls': {
    code: 'database-no-tls',
    toDo: 'Switch TLS on (rds.force_ssl for PostgreSQL, require_secure_transport for MySQL).',
  },
  'tls-failed': {
    code: 'database-tls-failed',
    toDo: 'Let the server offer TLS 1.2 or newer; the message says where the handshake ended.',
  },
  'certificate-name': {
    code: 'database-certificate-name',
    toDo: "The certificate is another server's: use the endpoint that RDS gives, not an alias of your own.",
  },
  'certificate-unknown-authority': {
    code: 'database-certificate-authority',
    toDo: "Its issuer is not among RDS's authorities. Rotate the certificate to one that is, or find out what stands between.",
  },
  'certificate-expired': {
    code: 'database-certificate-expired',
    toDo: 'Rotate the certificate (`aws rds modify-db-instance --ca-certificate-identifier`).',
  },
  'certificate-not-yet-valid': {
    code: 'database-certificate-not-yet-valid',
    toDo: 'Look at the clock of the server, or wait until the certificate begins.',
  },
  'refused-by-database': {
    code: 'database-refuses-clients',
    toDo: 'Mend what the database says: connections used up, still starting, or clients from here not allowed.',
  },
  other: { code: 'database-not-reached', toDo: 'Mend what the message says, and start again.' },
};
