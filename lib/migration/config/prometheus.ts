/** Metrics of a Prometheus that are compared. */
import { Token } from 'aws-cdk-lib';
import {
  PERIOD,
  type PrometheusAuth,
  type PrometheusQuery,
  type PrometheusSettings,
  type PrometheusSide,
} from '../../../lambdas/migration/contract/prometheus-settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import type { Home } from '../../shared/config/arn.ts';
import { readKey } from '../../shared/config/key.ts';
import type { Place } from '../../shared/config/place.ts';
import { readSecret } from '../../shared/config/secret.ts';
import { readText } from '../../shared/config/values.ts';

const URL_WANTED = {
  what: 'the https URL of a Prometheus, without `/api/v1`, user, query or fragment',
  example: "'https://prometheus.example.com'",
};
/** https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-query-APIs.html */
const MANAGED = /^aps-workspaces\.([a-z0-9-]+)\.amazonaws\.com$/;
const WORKSPACE = /^\/workspaces\/(ws-[a-f0-9-]+)$/;
const LONGEST_QUERY = 4096;

interface Sides {
  readonly legacy: PrometheusSide;
  readonly cluster: PrometheusSide;
}

export function readPrometheus(place: Place, home: Home): Sides | undefined {
  const fields = place.fields(['url', 'bearer', 'basic', 'secretKey', 'legacy', 'cluster', 'requests'], {
    what: 'what a Prometheus is asked',
    example: '{ url, legacy, cluster, requests: { legacy, cluster } }',
    hints: {
      token: 'the ARN of a secret with it, as `bearer`',
      password: 'the ARN of a secret with it, as `basic`',
    },
  });
  if (!fields) return undefined;
  const prometheus = readServer(fields, home);
  const requests = fields.requests.fields(['legacy', 'cluster'], {
    what: 'the queries that count the requests',
    example: `{ legacy: 'sum(increase(requests_total{side="legacy"}[${PERIOD}]))', cluster }`,
  });
  const queryOf = (at: Place | undefined) => {
    const query = at && readQuery(at);
    return prometheus && query !== undefined ? { prometheus, query } : undefined;
  };
  const [legacy, cluster] = [queryOf(fields.legacy), queryOf(fields.cluster)];
  const ofLegacy = sideOf(legacy, queryOf(requests?.legacy));
  const ofCluster = sideOf(cluster, queryOf(requests?.cluster));
  return ofLegacy && ofCluster && { legacy: ofLegacy, cluster: ofCluster };
}

function sideOf(
  measured: PrometheusQuery | undefined,
  requests: PrometheusQuery | undefined,
): PrometheusSide | undefined {
  return measured && requests && { measured, requests };
}

type Fields = Readonly<Record<'url' | 'bearer' | 'basic' | 'secretKey', Place>>;

function readServer(fields: Fields, home: Home): PrometheusSettings | undefined {
  const url = readUrl(fields.url);
  const auth = readAuth(fields, url, home);
  if (!url || auth === 'wrong') return undefined;
  return { url: url.href.replace(/\/+$/, ''), ...(auth && { auth }) };
}

function readUrl(place: Place): URL | undefined {
  const text = readText(place, URL_WANTED);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || url.protocol !== 'https:' || /\/api\/v1/.test(url.pathname))
    return place.problem(URL_WANTED.what, URL_WANTED.example);
  return url;
}

function readAuth(fields: Fields, url: URL | undefined, home: Home): PrometheusAuth | undefined | 'wrong' {
  const { bearer, basic, secretKey } = fields;
  const region = MANAGED.exec(url?.hostname ?? '')?.[1];
  if (url && region !== undefined) return readManaged(fields, url, region, home);
  const given = [bearer, basic].filter(({ isLeftOut }) => !isLeftOut);
  if (given.length === 2) basic.problem('one of `bearer` and `basic`', 'either of them');
  const [secret] = given;
  if (!secret) {
    if (!secretKey.isLeftOut)
      secretKey.problem('no key without a secret', 'remove it, or give `bearer` or `basic`');
    return undefined;
  }
  const kind = secret === bearer ? 'bearer' : 'basic';
  const kept = kind === 'bearer' ? 'the token' : 'user and password';
  const secretArn = readSecret(secret, kept, home);
  const keyArn = secretKey.isLeftOut ? undefined : readKey(secretKey, home);
  return secretArn === undefined ? 'wrong' : { kind, secretArn, ...(keyArn !== undefined && { keyArn }) };
}

/** The function's role signs. */
function readManaged(
  { url: place, bearer, basic, secretKey }: Fields,
  url: URL,
  region: string,
  { account, region: own }: Home,
): PrometheusAuth | 'wrong' {
  for (const secret of [bearer, basic, secretKey])
    if (!secret.isLeftOut)
      secret.problem(
        'no secret: the functions sign what they ask Amazon Managed Service for Prometheus',
        'remove it',
      );
  const [, workspace] = WORKSPACE.exec(url.pathname.replace(/\/+$/, '')) ?? [];
  if (workspace === undefined) {
    place.problem(
      'the URL of a workspace',
      `'https://aps-workspaces.${region}.amazonaws.com/workspaces/ws-01234567-89ab-cdef-0123-456789abcdef'`,
    );
    return 'wrong';
  }
  const partition = partitionOf(own ?? region)?.name ?? 'aws';
  return {
    kind: 'sigv4',
    region,
    workspaceArn: `arn:${partition}:aps:${region}:${account}:workspace/${workspace}`,
  };
}

function readQuery(place: Place): string | undefined {
  const what = `a query of PromQL with [${PERIOD}], which stands for the period that is compared; at most ${LONGEST_QUERY} characters`;
  const example = `'sum(increase(errors_total{side="legacy"}[${PERIOD}]))'`;
  const text = readText(place, { what, example });
  if (text === undefined || Token.isUnresolved(text)) return undefined;
  return text.includes(`[${PERIOD}]`) && text.length <= LONGEST_QUERY ? text : place.problem(what, example);
}
