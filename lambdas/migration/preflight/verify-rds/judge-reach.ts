/** What it means where the way to a database ended. */
import { PROBE_FAILURES, type ProbeFailure, type Reach } from '../../contract/database-probes.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { placesInWords, type View } from './views.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'Everything on the cluster that needs the database connects in the same way.';

export function judgeReach(endpoint: DatabaseEndpoint, views: readonly View[]): Finding[] {
  const reached = views.flatMap(({ from, reach }) => (reach.reached ? [{ from, reach }] : []));
  const failed = views.flatMap(({ from, reach }) => (reach.reached ? [] : [{ from, reach }]));
  return [
    ...(reached.length > 0 ? [reachedFrom(endpoint, reached)] : []),
    ...PROBE_FAILURES.flatMap((failure) => {
      const alike = failed.filter(({ reach }) => reach.failure === failure);
      return alike.length > 0 ? [failedFrom(endpoint, alike, reached)] : [];
    }),
    ...judgeAddresses(endpoint, reached),
  ];
}

/** One endpoint, from a place from where it was reached, or not. */
interface From<Reached extends boolean> {
  readonly from: string;
  readonly reach: Extract<Reach, { readonly reached: Reached }>;
}

function reachedFrom({ subject, host }: DatabaseEndpoint, reached: readonly From<true>[]): Finding {
  const said = reached.map(
    ({ reach }) => `${reach.server}, over ${reach.tls}; certificate ${reach.certificate}`,
  );
  const seen = `From ${placesInWords(reached)} ${host} is ${addressesOf(reached)}; ${[...new Set(said)].join('; ')}.`;
  return notes.pass(subject, 'database-reached', { seen, why: WHY });
}

/** @param failed all in the same way */
function failedFrom(
  { subject, kind, host, port }: DatabaseEndpoint,
  failed: readonly From<false>[],
  reached: readonly From<true>[],
): Finding {
  const [
    {
      reach: { failure, message },
    },
  ] = failed as [From<false>];
  const { code, toDo } = FAILED[failure];
  const addresses = addressesOf(failed);
  const ends = `From ${placesInWords(failed)}, ${host}${addresses && ` (${addresses})`} port ${port}: ${message}`;
  if (reached.length > 0)
    return notes.fail(subject, code, {
      seen: `${ends} From ${placesInWords(reached)} it is reached.`,
      why: `${WHY} What runs in that zone would not reach it.`,
      toDo: `Compare that zone’s subnet with the others’: route table, network ACL, address block. ${toDo}`,
    });
  const more = failure === 'certificate-unknown-authority' ? ` ${TRUSTED[kind]}` : '';
  return notes.fail(subject, code, { seen: ends, why: WHY, toDo: toDo + more });
}

function addressesOf(views: readonly View[]): string {
  return [...new Set(views.flatMap(({ reach }) => reach.addresses))].join(', ');
}

function judgeAddresses({ subject, host }: DatabaseEndpoint, reached: readonly From<true>[]): Finding[] {
  const isOutside = ({ reach }: From<true>) => reach.addresses.some((address) => !isPrivate(address));
  const outside = reached.filter(isOutside);
  if (outside.length === 0) return [];
  return [
    notes.warn(subject, 'database-public-address', {
      seen: `From ${placesInWords(outside)} ${host} is ${addressesOf(outside)}, a public address.`,
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

/** The database says so to whoever logs in, too. */
export const NO_CONNECTIONS = {
  code: 'database-no-connections',
  toDo: 'Raise its limit of connections, lower the pools of its clients, or put an RDS Proxy in front of it: the cluster comes on top of legacy.',
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
  'no-connections': NO_CONNECTIONS,
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
