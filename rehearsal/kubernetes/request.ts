/** What a request to the API asks for. Source: Kubernetes API concepts, "Resource URIs", "Verbs". */
import type { IncomingMessage } from 'node:http';
import type { Asked } from './rights.ts';

export interface ObjectRequest extends Asked {
  readonly version: string;
  /** Of one namespace; '' for all. */
  readonly namespace: string;
  /** Of one object; '' for a collection. */
  readonly name: string;
  readonly query: URLSearchParams;
}

const PATH =
  /^\/(?:api\/(?<core>v\d\w*)|apis\/(?<group>[^/]+)\/(?<version>[^/]+))(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<resource>[^/]+)(?:\/(?<name>[^/]+))?$/;

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Undefined for a path that is no resource's. */
export function objectRequestOf({ url = '/', method = 'GET' }: IncomingMessage): ObjectRequest | undefined {
  const { pathname, searchParams: query } = new URL(url, 'https://api');
  const found = PATH.exec(pathname)?.groups;
  if (!found) return undefined;
  const { core, group = '', version = core ?? '', namespace = '', resource = '', name = '' } = found;
  const reads = query.get('watch') === 'true' ? 'watch' : name === '' ? 'list' : 'get';
  return { group, version, resource, namespace, name, query, verb: VERBS[method] ?? reads };
}
