import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { listening } from '../tools/listening.ts';
import type { Fate } from '../world/one-request.ts';
import { type Asked, answerOf, type Site } from './site.ts';

/** A load balancer's listeners, on free ports of the loopback interface. */
export interface FrontDoor {
  readonly ports: { readonly http: number; readonly https: number };
  close(): Promise<void>;
}

/** What becomes of a request for a host. */
export type Fares = (host: string) => Fate;

/** What a load balancer says where its targets don't. */
const INSTEAD: Readonly<Record<Exclude<Fate, 'served' | 'failing'>, number>> = {
  turnedAway: 503,
  reset: 502,
  refused: 502,
  unanswered: 504,
};

export interface DoorOptions {
  readonly fares?: Fares;
  /** It is nothing between client and target: what no target answers is closed. */
  readonly isTransparent?: boolean;
}

/** @param tls its certificate with the chain, and which TLS it takes */
export async function openFrontDoor(
  site: Site,
  tls: TlsOptions,
  { fares = () => 'served', isTransparent = false }: DoorOptions = {},
): Promise<FrontDoor> {
  const listener = (scheme: Asked['scheme']): RequestListener => {
    return ({ headers, url = '/', socket }, response) => {
      const fate = fares(headers.host ?? '');
      if (fate === 'failing') return void response.writeHead(500).end();
      if (fate !== 'served')
        return void (isTransparent ? socket.destroy() : response.writeHead(INSTEAD[fate]).end());
      const answer = answerOf(site, { scheme, host: headers.host ?? '', path: url });
      response.writeHead(answer.status, { ...answer.headers }).end(answer.body ?? '');
    };
  };
  const secure = createTlsServer(tls, listener('https'));
  // A client that goes away in the handshake is the client's business.
  secure.on('tlsClientError', () => undefined);
  const [http, https] = await Promise.all([listening(createServer(listener('http'))), listening(secure)]);
  return {
    ports: { http: http.port, https: https.port },
    close: async () => void (await Promise.all([http.close(), https.close()])),
  };
}
