/**
 * Stands in for one master's API server: it answers `/readyz` as that does, by asking the member of each etcd cluster
 * that runs on the same machine, says versions, and nothing else.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { hasToken } from '../tools/bearer-token.ts';
import type { Certificate } from '../tools/certificates.ts';
import { type Listening, listening } from '../tools/listening.ts';
import { EVEN, type KubernetesVersions, type Said, versionsSaid } from './api-versions.ts';

/** What is asked of one etcd cluster; throws, or doesn't end, when the member doesn't serve. */
export interface EtcdCheck {
  /** As the API server names it: `etcd`, `etcd-override-0`. */
  readonly name: string;
  readonly ping: () => Promise<void>;
}

export interface ApiServerOptions {
  readonly certificate: Certificate;
  /** The bearer token that it knows now; undefined: it refuses every one. */
  readonly token: () => string | undefined;
  readonly checks: readonly EtcdCheck[];
  /** Default: three nodes, all of the masters' version. */
  readonly versions?: KubernetesVersions;
  /** Real milliseconds; the API server's own `--etcd-readycheck-timeout` is 2 s. */
  readonly timeLimit?: number;
}

export type ApiServer = Listening;

const TIME_LIMIT = 2000;

/** Checks of the API server's own, between which those of etcd stand; here they never fail. */
const BEFORE = ['ping', 'log'];
const AFTER = ['informer-sync', 'poststarthook/start-apiserver-admission-initializer', 'shutdown'];

export function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const server = createServer(options.certificate, (request, response) => {
    answer(options, request, response).catch((error: Error) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(error.message);
    });
  });
  return listening(server);
}

async function answer(options: ApiServerOptions, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://api');
  // kops turns anonymous access off, so that nothing is said to whom has no token: not even whether the path exists.
  const token = options.token();
  if (token === undefined || !hasToken(token, request.headers.authorization)) return unauthorized(response);
  const said = request.method === 'GET' ? versionsSaid(request, options.versions ?? EVEN) : undefined;
  if (said) return json(response, said);
  if (pathname !== '/readyz' || request.method !== 'GET') {
    return plain(response, 404, '404 page not found\n');
  }
  const lines = await readiness(options);
  const ready = lines.every((line) => line.startsWith('[+]'));
  if (ready && !searchParams.has('verbose')) return plain(response, 200, 'ok');
  const verdict = `readyz check ${ready ? 'passed' : 'failed'}`;
  plain(response, ready ? 200 : 500, `${[...lines, verdict].join('\n')}\n`);
}

async function readiness({ checks, timeLimit = TIME_LIMIT }: ApiServerOptions): Promise<readonly string[]> {
  const serving = await Promise.all(checks.map(({ ping }) => servesWithin(ping, timeLimit)));
  const ofEtcd = checks.flatMap(({ name }, i) =>
    [name, readinessOf(name)].map((each) => (serving[i] ? `[+]${each} ok` : failed(each))),
  );
  return [...BEFORE.map((name) => `[+]${name} ok`), ...ofEtcd, ...AFTER.map((name) => `[+]${name} ok`)];
}

/** `etcd-readiness`, `etcd-override-readiness-0`: the same question, once more. */
function readinessOf(name: string): string {
  return name.replace(/^(etcd(?:-override)?)/, '$1-readiness');
}

/** Why is never said to whom asks from outside. */
function failed(name: string): string {
  return `[-]${name} failed: reason withheld`;
}

async function servesWithin(ping: () => Promise<void>, timeLimit: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeLimit).unref();
  });
  const served = ping().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([served, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unauthorized(response: ServerResponse): void {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };
  const body = { ...status, message: 'Unauthorized', reason: 'Unauthorized', code: 401 };
  json(response, { status: 401, body });
}

function json(response: ServerResponse, { status, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function plain(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
}
