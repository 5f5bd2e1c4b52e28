/**
 * The first words of MySQL's protocol, which MariaDB shares. Source: "Connection Phase" in MySQL's internals
 * documentation. A client that goes away in the middle counts against `max_connect_errors`, so every
 * connection is brought to the server's verdict on a user that doesn't exist.
 */
import type { TLSSocket } from 'node:tls';
import type { ProbeFailure } from '../../contract/database-probes.ts';
import { ProbeError } from './probe-error.ts';
import { PROBE_USER, type Speaker } from './speaker.ts';
import type { Wire } from './wire.ts';

const CAPABILITY = { protocol41: 0x200, ssl: 0x800, secureConnection: 0x8000, pluginAuth: 0x80000 } as const;
const CLIENT = CAPABILITY.protocol41 | CAPABILITY.secureConnection | CAPABILITY.pluginAuth;
const MAX_PACKET = 0x1000000;
const UTF8MB4 = 45;
/** Longer than any packet of the connection phase, bytes. */
const LONGEST_PACKET = 65_536;
const ACCESS_DENIED = 1045;
/** Source: "Server Error Message Reference" in MySQL's documentation; MariaDB's are the same. */
const FAILURES: Readonly<Record<number, ProbeFailure>> = {
  1040: 'no-connections',
  1203: 'no-connections',
  1226: 'no-connections',
  1129: 'host-refused',
  1130: 'host-refused',
};
/** Without it, a connection that was let in ends as *Aborted* in the server's log. */
const COM_QUIT = Buffer.from([1]);

export const mysql: Speaker = { agreeOnTls, introduce };

async function agreeOnTls(wire: Wire): Promise<string> {
  const { version, capabilities } = greetingOf(await readPacket(wire, 0, "MySQL's greeting"));
  const server = serverOf(version);
  if ((capabilities & CAPABILITY.ssl) === 0)
    throw new ProbeError('no-tls', `${server} does not offer TLS in its greeting`);
  wire.write(packet(1, clientHead(CLIENT | CAPABILITY.ssl)));
  return server;
}

async function introduce(wire: Wire<TLSSocket>): Promise<string> {
  const noPassword = Buffer.from([0]);
  const user = Buffer.from(`${PROBE_USER}\0`);
  const plugin = Buffer.from('mysql_native_password\0');
  wire.write(packet(2, Buffer.concat([clientHead(CLIENT | CAPABILITY.ssl), user, noPassword, plugin])));
  const answer = await readPacket(wire, 3, "MySQL's answer to the login");
  if (answer[0] !== AUTH_SWITCH) return verdictIn(wire, answer);
  wire.write(packet(4, Buffer.alloc(0)));
  return verdictIn(wire, await readPacket(wire, 5, "MySQL's result of the login"));
}

const [OK, AUTH_MORE, AUTH_SWITCH, ERROR] = [0x00, 0x01, 0xfe, 0xff];

function verdictIn(wire: Wire, answer: Buffer): string {
  if (answer[0] === OK || answer[0] === AUTH_MORE) {
    if (answer[0] === OK) wire.write(packet(0, COM_QUIT));
    return `MySQL accepts the user ${PROBE_USER}`;
  }
  if (answer[0] !== ERROR)
    throw new ProbeError('other-protocol', `the login is answered with a packet of type ${answer[0]}`);
  const { code, message } = errorIn(answer);
  if (code === ACCESS_DENIED) return `MySQL has no user ${PROBE_USER} (${code})`;
  throw new ProbeError(FAILURES[code] ?? 'refused-by-database', `MySQL says ${code}: ${message}`);
}

/** Handshake, protocol version 10: version, thread, 8 bytes of salt and a filler, then the capabilities. */
function greetingOf(body: Buffer): { version: string; capabilities: number } {
  if (body[0] === ERROR) {
    const { code, message } = errorIn(body);
    const failure = FAILURES[code] ?? 'refused-by-database';
    throw new ProbeError(failure, `MySQL says ${code} instead of a greeting: ${message}`);
  }
  const end = body.indexOf(0, 1);
  const lower = end + 1 + 4 + 8 + 1;
  if (body[0] !== 10 || end < 0 || body.length < lower + 2)
    throw new ProbeError(
      'other-protocol',
      'the server does not start with a greeting of protocol version 10',
    );
  const upper = lower + 2 + 1 + 2;
  const high = body.length >= upper + 2 ? body.readUInt16LE(upper) : 0;
  return { version: body.toString('utf8', 1, end), capabilities: high * 0x10000 + body.readUInt16LE(lower) };
}

/**
 * MariaDB 10 says `5.5.5-10.11.19-MariaDB-…`, so that old replicas of MySQL don't refuse a version of two digits.
 * Source: "SELECT VERSION()" in MariaDB's documentation.
 */
function serverOf(version: string): string {
  const [, mariadb] = /^(?:5\.5\.5-)?(\d+(?:\.\d+)*)-MariaDB/.exec(version) ?? [];
  return mariadb ? `MariaDB ${mariadb}` : `MySQL ${version}`;
}

/** An ERR packet: code, perhaps `#` and an SQLSTATE, message. */
function errorIn(body: Buffer): { code: number; message: string } {
  const code = body.length >= 3 ? body.readUInt16LE(1) : 0;
  const state = body[3] === '#'.charCodeAt(0) ? 6 : 0;
  return { code, message: body.toString('utf8', 3 + state) };
}

/** The head that SSLRequest and HandshakeResponse41 share; alone it is an SSLRequest. */
function clientHead(capabilities: number): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt32LE(capabilities, 0);
  head.writeUInt32LE(MAX_PACKET, 4);
  head.writeUInt8(UTF8MB4, 8);
  return head;
}

function packet(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head.writeUInt8(sequence, 3);
  return Buffer.concat([head, payload]);
}

async function readPacket(wire: Wire, sequence: number, doing: string): Promise<Buffer> {
  const head = await wire.read(4, doing);
  const length = head.readUIntLE(0, 3);
  if (length === 0 || length > LONGEST_PACKET || head[3] !== sequence)
    throw new ProbeError(
      'other-protocol',
      `${doing}: ${head.toString('hex')} is not the start of a MySQL packet`,
    );
  return wire.read(length, doing);
}
