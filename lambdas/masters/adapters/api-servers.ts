import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { certificateProblem } from '../../shared/adapters/certificate.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { cut } from '../../shared/domain/text.ts';
import { ERRORS } from '../contract/errors.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { ApiAnswer } from '../domain/api-answer.ts';
import type { ApiServers, ApiVersions } from '../ports/api-servers.ts';

/** A line per check, some fifty of them, or a page of nodes: what is longer than twice that is something else. Bytes. */
const LARGEST_BODY = 64 * 1024;

/** A reason may quote what a server said, at whatever length. Characters. */
const LONGEST_REASON = 500;

export interface ApiServerOptions {
  readonly port: number;
  /** From the first packet to the last, milliseconds. */
  readonly timeoutMs: number;
}

const DEFAULTS: ApiServerOptions = { port: 443, timeoutMs: 5000 };

/** A row of the table of nodes has some 250 bytes. */
const NODES_A_PAGE = 100;

/** What kubectl asks for: the columns that it prints, made by the server, in place of whole nodes. */
const AS_TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

interface Question {
  readonly path: string;
  readonly accept: string;
}

/** API servers, each asked on its own address, by the cluster's authority alone. */
export class HttpsApiServers implements ApiServers, ApiVersions {
  readonly #trusted: SecureContext;
  readonly #serverName: string;
  readonly #token: () => Promise<string>;
  readonly #options: ApiServerOptions;

  /** @throws InvalidSettings when the authority's certificate is none */
  constructor(
    api: Pick<MastersSettings['api'], 'certificateAuthority' | 'serverName'>,
    token: () => Promise<string>,
    options: Partial<ApiServerOptions> = {},
  ) {
    this.#trusted = trusting(api.certificateAuthority);
    this.#serverName = api.serverName;
    this.#token = token;
    this.#options = { ...DEFAULTS, ...options };
  }

  readyz(address: string): Promise<ApiAnswer> {
    return this.#get(address, { path: '/readyz?verbose', accept: 'text/plain' });
  }

  version(address: string): Promise<ApiAnswer> {
    return this.#get(address, { path: '/version', accept: 'application/json' });
  }

  nodes(address: string, after: string): Promise<ApiAnswer> {
    const page = {
      limit: `${NODES_A_PAGE}`,
      includeObject: 'None',
      ...(after !== '' && { continue: after }),
    };
    return this.#get(address, { path: `/api/v1/nodes?${new URLSearchParams(page)}`, accept: AS_TABLE });
  }

  async #get(address: string, question: Question): Promise<ApiAnswer> {
    const token = await this.#token();
    const { port, timeoutMs } = this.#options;
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
      return await Promise.race([ask(socket, question, this.#serverName, token), tooLate]);
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
): Promise<ApiAnswer> {
  const asked = request({
    createConnection: () => socket,
    path,
    headers: { host, authorization: `Bearer ${token}`, accept },
  });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.on('response', resolve).on('error', reject).end();
  // An answer that would change the protocol ends the connection, and nothing else reports it.
  socket.once('close', () => reject(new Error('the connection was closed before an answer came')));
  const response = await promise;
  return { kind: 'answer', status: response.statusCode ?? 0, body: await bodyOf(response) };
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw new Error(`the answer is longer than ${LARGEST_BODY} bytes`);
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
