/** Stands in for the API servers of a cluster, as `SPEC.md` has it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { hasToken } from '../tools/bearer-token.ts';
import type { Certificate } from '../tools/certificates.ts';
import { type Listening, listening } from '../tools/listening.ts';
import { listed } from './listing.ts';
import type { Cluster } from './objects.ts';
import { objectRequestOf } from './request.ts';
import { mayDo, type Rule } from './rights.ts';
import { forbidden, NOT_FOUND, type Said, statusOf, UNAUTHORIZED } from './status.ts';

export interface KubernetesApiOptions {
  readonly certificate: Certificate;
  /** The one account that there is. */
  readonly user: string;
  readonly token: string;
  readonly rules: readonly Rule[];
  readonly cluster: Cluster;
}

export function startKubernetesApi(options: KubernetesApiOptions): Promise<Listening> {
  const server = createServer(options.certificate, (request, response) => {
    send(response, answerTo(request, options));
  });
  return listening(server);
}

function answerTo(request: IncomingMessage, { token, user, rules, cluster }: KubernetesApiOptions): Said {
  if (!hasToken(token, request.headers.authorization)) return UNAUTHORIZED;
  if (request.url === '/version' && request.method === 'GET') return versionSaid(cluster.version);
  const asked = objectRequestOf(request);
  // Who may not ask is not told whether the resource exists.
  if (asked && !mayDo(rules, asked)) return forbidden(user, asked);
  if (!asked) return NOT_FOUND;
  if (asked.verb !== 'list' || asked.namespace !== '')
    return statusOf(501, 'NotImplemented', `${asked.verb} of ${asked.resource} is not modelled: SPEC.md`);
  if (!takesJson(request.headers.accept)) return statusOf(406, 'NotAcceptable', 'only JSON is served here');
  return listed(asked, cluster);
}

/** Tables and metadata alone are not modelled. */
function takesJson(accept = '*/*'): boolean {
  return accept.split(',').some((each) => ['application/json', '*/*'].includes(each.trim()));
}

function versionSaid(gitVersion: string): Said {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  const body = { major, minor, gitVersion, gitTreeState: 'clean', compiler: 'gc', platform: 'linux/amd64' };
  return { status: 200, body };
}

function send(response: ServerResponse, { status, body }: Said): void {
  const [type, text] =
    typeof body === 'string'
      ? ['text/plain; charset=utf-8', body]
      : ['application/json', JSON.stringify(body)];
  response.writeHead(status, { 'content-type': type }).end(text);
}
