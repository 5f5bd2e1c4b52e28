import type { Socket } from 'node:net';
import type {
  Attempt,
  Handshake,
  Hello,
  Place,
  WebAnswer,
  WebProbe,
  WebRequest,
} from '../../ports/web-probe.ts';
import { openConnection, secure } from './connection.ts';
import { exchange } from './exchange.ts';
import { WEB_LIMITS, type WebLimits } from './limits.ts';
import { certificateOf } from './server-certificate.ts';
import { asWebError } from './web-error.ts';

/**
 * A client by sockets of its own: each step can be timed and each end told apart, which `fetch` doesn't allow. It trusts
 * the authorities that Node trusts, and those of `NODE_EXTRA_CA_CERTS`.
 */
export class SocketWebProbe implements WebProbe {
  readonly #limits: WebLimits;

  constructor(limits: Partial<WebLimits> = {}) {
    this.#limits = { ...WEB_LIMITS, ...limits };
  }

  connect(place: Place): Promise<Attempt<undefined>> {
    return this.#on(place, async () => undefined);
  }

  handshake(place: Place, host: string, hello: Hello = { serverName: host }): Promise<Attempt<Handshake>> {
    return this.#on(place, async (socket) => {
      const tls = await secure(socket, hello, this.#limits);
      const certificate = certificateOf(tls, host);
      const handshake = {
        version: tls.getProtocol() ?? 'TLS',
        cipher: tls.getCipher().standardName,
        certificate,
      };
      tls.end();
      return handshake;
    });
  }

  get(place: Place, request: WebRequest): Promise<Attempt<WebAnswer>> {
    return this.#on(place, async (socket) => {
      const { scheme, host } = request;
      if (scheme === 'http') return exchange(socket, request, this.#limits);
      const tls = await secure(socket, { serverName: host }, this.#limits);
      // A closed connection no longer has it.
      const certificate = certificateOf(tls, host);
      return { ...(await exchange(tls, request, this.#limits)), certificate };
    });
  }

  /** Whatever comes of it, the connection is over then. */
  async #on<T>(place: Place, use: (socket: Socket) => Promise<T>): Promise<Attempt<T>> {
    let socket: Socket | undefined;
    try {
      socket = await openConnection(place, this.#limits);
      return { answered: true, value: await use(socket) };
    } catch (error) {
      const { failure, message } = asWebError(error, { doing: 'the exchange', late: 'other' });
      return { answered: false, failure, message };
    } finally {
      socket?.destroy();
    }
  }
}
