import { countOf } from '../../../shared/domain/text.ts';
import type { LoggedIn, LoginFailure, LoginOutcome } from '../../contract/database-logins.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { inWords } from '../../domain/databases/latency.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { secretRemedy } from '../../domain/readiness/secret-remedy.ts';
import { NO_CONNECTIONS } from './judge-reach.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'Applications on the cluster log in, too.';
const WHY_ROOM = 'Until legacy is retired, the cluster’s connections come on top of legacy’s.';

/** None where no login is configured. */
export function judgeLogin(endpoint: DatabaseEndpoint, { logins, broken }: LoggedIn): Finding[] {
  const { subject, host, login } = endpoint;
  if (!login) return [];
  const { outcome } = logins.find((each) => each.subject === subject && each.host === host) ?? {};
  if (!outcome) return [notTried(subject, broken)];
  if (!outcome.in) {
    const { code, toDo } = FAILED[outcome.failure];
    const seen = `The login ended: ${outcome.message}`;
    const secret =
      outcome.failure === 'secret-unreadable' && 'secretArn' in login.by ? login.by.secretArn : '';
    const remedy = secret === '' ? undefined : secretRemedy(secret, outcome.message, 'login.secretKey');
    return [notes.fail(subject, code, { seen, why: WHY, toDo: remedy ?? toDo })];
  }
  return [loggedIn(subject, outcome), ...judgeRoom(endpoint, outcome)];
}

type In = Extract<LoginOutcome, { readonly in: true }>;

function loggedIn(subject: string, { query, connections: { most, open } }: In): Finding {
  const seen = `Logged in; SELECT 1 in a read-only transaction: ${inWords(query)}. ${countOf(open, 'connection')} of at most ${most} are open.`;
  return notes.pass(subject, 'database-logged-in', { seen, why: WHY });
}

/** If nobody says how many connections the cluster needs: as many as are open now, which are legacy's. */
function judgeRoom({ subject, login }: DatabaseEndpoint, { connections: { most, open } }: In): Finding[] {
  const free = Math.max(0, most - open);
  const needed = login?.connections;
  if (free >= (needed ?? open)) return [];
  const seen = `${countOf(free, 'connection')} of at most ${most} are free, and ${needed === undefined ? `${open} are open, so legacy may need as many again on the cluster` : `the cluster needs ${needed}`}.`;
  const toDo = 'Raise `max_connections`, lower the pools, or put an RDS Proxy in front of it.';
  if (needed === undefined)
    return [notes.warn(subject, 'database-connections-few', { seen, why: WHY_ROOM, toDo })];
  return [notes.fail(subject, 'database-connections-too-few', { seen, why: WHY_ROOM, toDo })];
}

function notTried(subject: string, broken: LoggedIn['broken']): Finding {
  const toDo = broken
    ? `Fix what the message says; the log is ${broken.logGroup}.`
    : 'Fix the databases that are not reached, which take longest.';
  const seen = broken ? `Logging in failed: ${broken.error}` : 'The other databases used up the time.';
  return notes.fail(subject, 'database-login-not-tried', { seen, why: WHY, toDo });
}

const FAILED: Readonly<Record<LoginFailure, { readonly code: string; readonly toDo: string }>> = {
  'secret-unreadable': {
    code: 'database-secret-unreadable',
    toDo: 'Keep `username` and `password` in the secret as JSON. If Secrets Manager doesn’t answer, give the subnets a way to it: an endpoint, or a NAT gateway.',
  },
  'not-reached': {
    code: 'database-login-not-reached',
    toDo: 'Fix what is found of the way to it, then start again. Give a MySQL host by its name: its certificate is not checked for an address.',
  },
  'no-answer': {
    code: 'database-login-no-answer',
    toDo: 'Check the database’s load, and the network to it.',
  },
  refused: {
    code: 'database-login-refused',
    toDo: 'Check the user and its password, its rights in this database, and from where it may come. For IAM authentication: that it is on, and that the user has `rds_iam` or AWSAuthenticationPlugin.',
  },
  'no-such-database': {
    code: 'database-no-such-database',
    toDo: 'Correct `login.database`, or `dbname` in the secret.',
  },
  'no-connections': NO_CONNECTIONS,
  'query-failed': {
    code: 'database-query-failed',
    toDo: 'Read the code in the database’s documentation, and fix what it says.',
  },
};
