/**
 * The first words of PostgreSQL's protocol. Source: "Message Flow" and "Message Formats" in its documentation.
 */
import type { TLSSocket } from 'node:tls';
import type { ProbeFailure } from '../../contract/database-probes.ts';
import { ProbeError } from './probe-error.ts';
import type { Speaker } from './speaker.ts';
import { PROBE_USER } from './speaker.ts';
import type { Wire } from './wire.ts';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const TERMINATE = Buffer.from(['X'.charCodeAt(0), 0, 0, 0, 4]);
const PROTOCOL_3_0 = 196_608;
/** Longer than any message that comes before authentication, bytes. */
const LONGEST_MESSAGE = 65_536;

export const postgres: Speaker = { agreeOnTls, introduce };

async function agreeOnTls(wire: Wire): Promise<string> {
  wire.write(SSL_REQUEST);
  const answer = (await wire.read(1, "PostgreSQL's answer to SSLRequest")).toString('latin1');
  if (answer === 'S') return 'PostgreSQL';
  if (answer === 'N') throw new ProbeError('no-tls', 'the server answers SSLRequest with N: it has no TLS');
  // Before it has a process for the connection, the server can say only that it failed.
  if (answer === 'E')
    throw new ProbeError('refused-by-database', 'the server answers SSLRequest with an error');
  throw new ProbeError('other-protocol', `SSLRequest is answered with ${JSON.stringify(answer)}, not S or N`);
}

/** Says who it would be, and takes the server's asking for a password as the proof that it serves. */
async function introduce(wire: Wire<TLSSocket>): Promise<string> {
  wire.write(startupMessage());
  while (true) {
    const { type, body } = await readMessage(wire);
    if (type === 'R') return authentication(wire, body);
    if (type === 'E') return serverError(body);
    // NegotiateProtocolVersion and notices come before the answer.
    if (type !== 'v' && type !== 'N')
      throw new ProbeError('other-protocol', `the start-up is answered with a message of type ${type}`);
  }
}

function startupMessage(): Buffer {
  const parameters = Buffer.from(
    `user\0${PROBE_USER}\0database\0postgres\0application_name\0kops-cutover\0\0`,
  );
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length, 0);
  head.writeInt32BE(PROTOCOL_3_0, 4);
  return Buffer.concat([head, parameters]);
}

async function readMessage(wire: Wire): Promise<{ type: string; body: Buffer }> {
  const head = await wire.read(5, "PostgreSQL's answer to the start-up");
  const type = head.toString('latin1', 0, 1);
  const length = head.readInt32BE(1) - 4;
  if (length < 0 || length > LONGEST_MESSAGE)
    throw new ProbeError('other-protocol', `a message of ${length} bytes is not an answer to the start-up`);
  const body = length === 0 ? Buffer.alloc(0) : await wire.read(length, 'the rest of the message');
  return { type, body };
}

const LET_IN = 0;
const AUTHENTICATION: Readonly<Record<number, string>> = {
  [LET_IN]: 'asks for no password',
  3: 'asks for a password in clear text',
  5: 'asks for an MD5 password',
  10: 'asks for SASL (SCRAM) authentication',
};

function authentication(wire: Wire, body: Buffer): string {
  const method = body.length >= 4 ? body.readInt32BE(0) : -1;
  if (method === LET_IN) wire.write(TERMINATE);
  return `PostgreSQL ${AUTHENTICATION[method] ?? `asks for authentication of kind ${method}`}`;
}

/** Nobody of that name, or no such database: that is the answer of a server that serves. Source: appendix A, classes 28 and 3D. */
const KNOWS_NO_SUCH_CLIENT = new Set(['28000', '28P01', '3D000']);

/** `too_many_connections`, in appendix A. */
const TOO_MANY_CONNECTIONS = '53300';

function failureOf(code: string, notFromHere: boolean): ProbeFailure {
  if (code === TOO_MANY_CONNECTIONS) return 'no-connections';
  return notFromHere ? 'host-refused' : 'refused-by-database';
}

/** What a proxy says of a role without a secret: "Troubleshooting for RDS Proxy" in the RDS user guide. */
const HAS_NO_CREDENTIALS = /^This RDS proxy has no credentials for the role/i;

function serverError(body: Buffer): string {
  const fields = new Map(
    body
      .toString()
      .split('\0')
      .map((field) => [field.slice(0, 1), field.slice(1)]),
  );
  const [code = '', message = ''] = [fields.get('C'), fields.get('M')];
  // The same code, but it means that no client from here is admitted, whoever it is.
  const notFromHere = message.includes('pg_hba.conf');
  if ((KNOWS_NO_SUCH_CLIENT.has(code) && !notFromHere) || HAS_NO_CREDENTIALS.test(message))
    return `PostgreSQL has no user ${PROBE_USER} (${code})`;
  throw new ProbeError(failureOf(code, notFromHere), `PostgreSQL says ${code}: ${message}`);
}
