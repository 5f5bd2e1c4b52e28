import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { listening } from '../tools/listening.ts';
import { type Asked, answerOf, type Site } from './site.ts';

/** A load balancer's listeners, on free ports of the loopback interface. */
export interface FrontDoor {
  readonly ports: { readonly http: number; readonly https: number };
  close(): Promise<void>;
}

/** @param tls its certificate with the chain, and which TLS it takes */
export async function openFrontDoor(site: Site, tls: TlsOptions): Promise<FrontDoor> {
  const listener = (scheme: Asked['scheme']): RequestListener => {
    return ({ headers, url = '/' }, response) => {
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
