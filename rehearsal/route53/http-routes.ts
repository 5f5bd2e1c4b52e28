/** Which of the engine's operations a request is, and its answer on the wire. */
import type { Route53Engine } from './engine.ts';
import type { Caller } from './engine-options.ts';
import { invalidInput } from './errors.ts';
import {
  parseChangeRequest,
  parseCreateHealthCheck,
  parseCreateProtections,
  parseDeleteProtections,
  parseUpdateHealthCheck,
} from './xml-request.ts';
import {
  changeInfoDocument,
  documentOf,
  healthCheckDocument,
  healthCheckStatusDocument,
  healthChecksDocument,
  hostedZoneDocument,
  protectionsDocument,
  recordSetsDocument,
  zoneLimitDocument,
  zonesDocument,
} from './xml-response.ts';

interface Asked {
  readonly engine: Route53Engine;
  /** The variable parts of the path, decoded. */
  readonly parts: readonly [id: string, second: string];
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly caller: Caller | undefined;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Default: 200. */
  readonly status?: number;
  readonly answer: (asked: Asked) => string;
}

const RECORD_SETS: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/,
    answer: ({ engine, parts: [id], body, caller }) =>
      changeInfoDocument(
        'ChangeResourceRecordSetsResponse',
        engine.changeResourceRecordSets(id, parseChangeRequest(body), caller),
      ),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset$/,
    answer: ({ engine, parts: [id], query: { name, type, identifier, maxitems }, caller }) =>
      recordSetsDocument(
        engine.listResourceRecordSets(
          id,
          { name, type, identifier, maxItems: asNumber('maxitems', maxitems) },
          caller,
        ),
      ),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/change\/([^/]+)$/,
    answer: ({ engine, parts: [id], caller }) =>
      changeInfoDocument('GetChangeResponse', engine.getChange(id, caller)),
  },
];

const ZONES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzone\/?$/,
    answer: ({ engine, query: { marker, maxitems, hostedzonetype: type }, caller }) =>
      zonesDocument(
        engine.listHostedZones({ marker, maxItems: asNumber('maxitems', maxitems), type }, caller),
      ),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzone\/([^/]+)$/,
    answer: ({ engine, parts: [id], caller }) => hostedZoneDocument(engine.getHostedZone(id, caller)),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzonelimit\/([^/]+)\/([^/]+)$/,
    answer: ({ engine, parts: [id, type], caller }) =>
      zoneLimitDocument(engine.getHostedZoneLimit(id, type, caller)),
  },
];

const PROTECTIONS: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrsetprotection$/,
    answer: ({ engine, parts: [id], body, caller }) => {
      engine.createResourceRecordSetProtections(id, parseCreateProtections(body), caller);
      return documentOf('CreateResourceRecordSetProtectionsResponse', {});
    },
  },
  {
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrsetprotection\/delete$/,
    answer: ({ engine, parts: [id], body, caller }) => {
      engine.deleteResourceRecordSetProtections(id, parseDeleteProtections(body), caller);
      return documentOf('DeleteResourceRecordSetProtectionsResponse', {});
    },
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrsetprotection$/,
    answer: ({ engine, parts: [id], query: { maxresults, nexttoken }, caller }) =>
      protectionsDocument(
        engine.listResourceRecordSetProtections(
          id,
          { maxResults: asNumber('maxresults', maxresults), nextToken: nexttoken },
          caller,
        ),
      ),
  },
];

const HEALTH_CHECKS: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/2013-04-01\/healthcheck$/,
    status: 201,
    answer: ({ engine, body }) =>
      healthCheckDocument(
        'CreateHealthCheckResponse',
        engine.healthChecks.create(parseCreateHealthCheck(body)),
      ),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/healthcheck\/?$/,
    answer: ({ engine, query: { marker, maxitems } }) =>
      healthChecksDocument(engine.healthChecks.list({ marker, maxItems: asNumber('maxitems', maxitems) })),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/healthcheck\/([^/]+)$/,
    answer: ({ engine, parts: [id] }) =>
      healthCheckDocument('GetHealthCheckResponse', engine.healthChecks.get(id)),
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/healthcheck\/([^/]+)\/status$/,
    answer: ({ engine, parts: [id] }) => healthCheckStatusDocument(engine.healthChecks.status(id)),
  },
  {
    method: 'POST',
    path: /^\/2013-04-01\/healthcheck\/([^/]+)$/,
    answer: ({ engine, parts: [id], body }) =>
      healthCheckDocument(
        'UpdateHealthCheckResponse',
        engine.healthChecks.update(id, parseUpdateHealthCheck(body)),
      ),
  },
  {
    method: 'DELETE',
    path: /^\/2013-04-01\/healthcheck\/([^/]+)$/,
    answer: ({ engine, parts: [id] }) => {
      engine.healthChecks.delete(id);
      return documentOf('DeleteHealthCheckResponse', {});
    },
  },
];

const ROUTES = [...RECORD_SETS, ...ZONES, ...PROTECTIONS, ...HEALTH_CHECKS];

/** @param path as sent (percent-encoded), without the query string. Undefined where the engine has no such operation. */
export function routeOf(
  method: string,
  path: string,
): { readonly route: Route; readonly parts: Asked['parts'] } | undefined {
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (!match) continue;
    const [, id = '', second = ''] = match;
    return { route, parts: [decodeURIComponent(id), decodeURIComponent(second)] };
  }
  return undefined;
}

function asNumber(parameter: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw invalidInput(`Invalid ${parameter} '${text}': expected an integer`);
  return Number(text);
}
