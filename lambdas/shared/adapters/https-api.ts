import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { ApiAccess } from '../contract/api-access.ts';
import { ERRORS } from '../contract/errors.ts';
import type { ApiAnswer } from '../domain/api-answer.ts';
import { NamedError } from '../domain/named-error.ts';
import { cut } from '../domain/text.ts';
import { certificateProblem } from './certificate.ts';

/** A reason may quote what a server said, at whatever length. Characters. */
const LONGEST_REASON = 500;

export interface ApiServerOptions {
  readonly port: number;
  /** From the first packet to the last, milliseconds. */
  readonly timeoutMs: number;
  /** Of an answer, bytes. */
  readonly largestBody: number;
}

export interface Question {
  readonly path: string;
  readonly accept: string;
}

/** API servers, each asked on its own address, by the cluster's authority alone. */
export class HttpsApi {
  readonly #trusted: SecureContext;
  readonly #serverName: string;
  readonly #token: () => Promise<string>;
  readonly #options: ApiServerOptions;

  /**
   * @param token throws when it can't be had, and so does whoever asks
   * @throws InvalidSettings when the authority's certificate is none
   */
  constructor(
    access: Pick<ApiAccess, 'certificateAuthority' | 'serverName'>,
    token: () => Promise<string>,
    options: ApiServerOptions,
  ) {
    this.#trusted = trusting(access.certificateAuthority);
    this.#serverName = access.serverName;
    this.#token = token;
    this.#options = options;
  }

  /** Never throws for what a server does or doesn't do. */
  async get(address: string, question: Question): Promise<ApiAnswer> {
    const token = await this.#token();
    const { port, timeoutMs, largestBody } = this.#options;
    const described = (what: string) => cut(`${address} port ${port}: ${what}`, LONGEST_REASON);
    const socket = connect({
      host: address,
      port,
      servername: this.#serverName,
      secureContext: this.#trusted,
      ALPNProtocols: ['http/1.1'],
      // Judged below, before anything is sent, because only then the certificate can be described.
      rejectUnauthorized: false,
    });
    // Errors are met by whoever waits; without a listener one that comes later would end the process.
    socket.on('error', () => undefined);
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const late = new Error(`no whole answer within ${timeoutMs / 1000} s`);
    const timer = setTimeout(() => reject(late), timeoutMs);
    try {
      await Promise.race([once(socket, 'secureConnect'), tooLate]);
      if (!socket.authorized) {
        const { message } = certificateProblem(socket, this.#serverName);
        return { kind: 'wrong-certificate', reason: described(message) };
      }
      const response = ask(socket, question, this.#serverName, token);
      return await Promise.race([response.then((each) => answerOf(each, largestBody)), tooLate]);
    } catch (error) {
      return { kind: 'no-answer', reason: described(textOf(error)) };
    } finally {
      clearTimeout(timer);
      socket.destroy();
    }
  }
}

/** Over a connection whose certificate was found good. Redirects are answers like any other. */
async function ask(
  socket: TLSSocket,
  { path, accept }: Question,
  host: string,
  token: string,
): Promise<IncomingMessage> {
  const asked = request({
    createConnection: () => socket,
    path,
    headers: { host, authorization: `Bearer ${token}`, accept },
  });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.on('response', resolve).on('error', reject).end();
  // An answer that would change the protocol ends the connection, and nothing else reports it.
  socket.once('close', () => reject(new Error('the connection was closed before an answer came')));
  return await promise;
}

async function answerOf(response: IncomingMessage, largestBody: number): Promise<ApiAnswer> {
  return { kind: 'answer', status: response.statusCode ?? 0, body: await bodyOf(response, largestBody) };
}

async function bodyOf(response: IncomingMessage, largest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) throw new Error(`the answer is longer than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** An empty list of authorities would mean those that Node brings: one at least is read here. */
function trusting(certificateAuthority: string): SecureContext {
  try {
    new X509Certificate(certificateAuthority);
    return createSecureContext({ ca: certificateAuthority, minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new NamedError(
      ERRORS.invalidSettings,
      `api.certificateAuthority is not a certificate in PEM: ${(error as Error).message}. Give the cluster's own CA.`,
      { cause: error },
    );
  }
}

function textOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code && !message.includes(code) ? `${code}: ${message}` : message;
}
