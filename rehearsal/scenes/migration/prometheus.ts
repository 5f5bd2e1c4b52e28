/** The Prometheus that watches both sides, at its own URL: it has the world's traffic. ../../prometheus/SPEC.md */
import { isIPv4 } from 'node:net';
import { prometheusQueries } from '../../../lambdas/migration/contract/prometheus-queries.ts';
import type {
  PrometheusAuth,
  PrometheusSettings,
} from '../../../lambdas/migration/contract/prometheus-settings.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import type { ValuesOf } from '../../prometheus/answer.ts';
import { NotExecuted } from '../../prometheus/said.ts';
import {
  type PrometheusApi,
  type SignedApi,
  type StartedPrometheus,
  startPrometheus,
} from '../../prometheus/server.ts';
import { secretArns, secretName } from '../../snapshot/secret-arns.ts';
import { hasToken } from '../../tools/bearer-token.ts';
import { certificateFor, LONG } from '../../tools/certificates.ts';
import type { Metrics } from '../../world/metrics.ts';
import { MINUTE, minuteOf } from '../../world/minutes.ts';
import { scrapedIn } from '../../world/scraped.ts';
import type { World } from '../../world/world.ts';
import { periodIn } from './asked-period.ts';
import type { DescribedQuery } from './described-queries.ts';
import type { Internet } from './front-doors.ts';
import { type MadeUpValue, madeUpValue } from './made-up-values.ts';

/** In a block that is set aside for tests. Source: RFC 2544. */
const SOMEWHERE = '198.19.0.';

interface Place {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly server: StartedPrometheus;
}

/** What it has, and who judges signatures. */
export interface Seen {
  /** Brought up to now. */
  readonly worldNow: () => World;
  /** Of the AWS that functions call. */
  readonly awsUrl: () => string;
}

export interface PrometheusSetting {
  readonly estate: Estate;
  readonly internet: Internet;
  readonly seen: Seen;
}

export class Prometheus {
  readonly #queries: readonly DescribedQuery[];
  #network: SimulatedNetwork | undefined;
  #places: readonly Place[] = [];
  /** Of Amazon Managed Service for Prometheus, by their URLs. */
  #workspaces: ReadonlyMap<string, ValuesOf> = new Map();

  constructor(queries: readonly DescribedQuery[]) {
    this.#queries = queries;
  }

  /** From now on those of the configuration answer, in place of those before. */
  async serve(setting: PrometheusSetting): Promise<void> {
    await this.close();
    const { network, authority } = setting.internet;
    const all = serversIn(setting.estate);
    const valuesOf = valuesBy(
      this.#queries,
      statisticsIn(setting.estate),
      () => setting.seen.worldNow().scraped,
    );
    this.#workspaces = new Map(all.filter(isSigned).map(({ url }) => [url, valuesOf]));
    const byHost = Map.groupBy(all, ({ url }) => new URL(url).host);
    const names = [...new Set([...byHost.values()].flatMap((servers) => servers.map(hostOf)))];
    this.#network = network;
    this.#places = await Promise.all(
      [...byHost.values()].map(async (servers) => {
        const [{ url } = { url: '' }] = servers;
        const host = hostOf({ url });
        const { cert, key } = await certificateFor(host, authority.intermediate, LONG);
        const tls = { cert: `${cert}\n${authority.intermediate.cert}`, key };
        const server = await startPrometheus(tls, apisOf(servers, valuesOf, setting));
        const address = isIPv4(host) ? host : `${SOMEWHERE}${names.indexOf(host) + 1}`;
        return { host, address, port: Number(new URL(url).port || 443), server };
      }),
    );
    this.comesBack();
  }

  workspaceAt(url: string): ValuesOf | undefined {
    return this.#workspaces.get(url);
  }

  /** Nobody reaches it any more. */
  leaves(): void {
    for (const { address, server } of this.#places) {
      this.#network?.leave(address);
      server.hangUp();
    }
  }

  comesBack(): void {
    for (const { host, address, port, server } of this.#places) {
      this.#network?.name(host, address);
      this.#network?.listen(address, port, server.port);
    }
  }

  async close(): Promise<void> {
    this.leaves();
    for (const { host, server } of this.#places) {
      this.#network?.unname(host);
      await server.close();
    }
    this.#places = [];
  }
}

/** What those have that are read as tokens, by the secrets' ARNs. */
export function prometheusTokens(estate: Estate): readonly (readonly [string, string])[] {
  const arns = serversIn(estate).flatMap(({ auth }) => (auth?.kind === 'bearer' ? auth.secretArn : []));
  return [...new Set(arns)].map((arn) => [arn, secretOf(estate, arn).token]);
}

function serversIn({ settings }: Pick<Estate, 'settings'>): readonly PrometheusSettings[] {
  return prometheusQueries(settings).map(({ prometheus }) => prometheus);
}

function hostOf({ url }: Pick<PrometheusSettings, 'url'>): string {
  return new URL(url).hostname;
}

/** By URL: those that nobody signs for answer themselves. */
function apisOf(
  servers: readonly PrometheusSettings[],
  valuesOf: ValuesOf,
  { estate, seen }: PrometheusSetting,
): readonly (PrometheusApi | SignedApi)[] {
  return [...Map.groupBy(servers, ({ url }) => url)].map(([url, asked]) => {
    const path = new URL(url).pathname.replace(/\/$/, '');
    if (asked.some(isSigned)) return { path, judge: seen.awsUrl };
    return {
      path,
      accepts: (authorization) => asked.some(({ auth }) => isAccepted(auth, authorization, estate)),
      valuesOf,
    };
  });
}

function isSigned({ auth }: PrometheusSettings): boolean {
  return auth?.kind === 'sigv4';
}

/** A query gives what it is compared as. */
function statisticsIn({ settings: { compare } }: Pick<Estate, 'settings'>): ReadonlyMap<string, string> {
  return new Map(
    (compare?.metrics ?? []).flatMap(({ statistic, legacy, cluster }) =>
      [legacy, cluster].flatMap((side) =>
        'measured' in side ? [[side.measured.query, statistic] as const] : [],
      ),
    ),
  );
}

/** @param statistics of the queries that give a latency @param scraped what there is now */
export function valuesBy(
  queries: readonly DescribedQuery[],
  statistics: ReadonlyMap<string, string>,
  scraped: () => Pick<Metrics, 'statistic'>,
): ValuesOf {
  return (asked) => {
    for (const { query, gives } of queries) {
      const period = periodIn(asked, query);
      if (period === undefined) continue;
      const statistic = statistics.get(query) ?? 'Average';
      const now = scraped();
      return (at) => {
        const [from, to] = [minuteOf(at - period + MINUTE - 1), minuteOf(at)];
        return from < to ? scrapedIn(now, gives, { from, to, statistic }) : undefined;
      };
    }
    throw new NotExecuted(
      `behaviour.json does not say what ${asked} counts: describe it in \`prometheus\` there (docs/snapshot.md)`,
    );
  };
}

function isAccepted(
  auth: PrometheusAuth | undefined,
  authorization: string | undefined,
  estate: Estate,
): boolean {
  if (auth === undefined || auth.kind === 'sigv4') return auth === undefined;
  const { value, token } = secretOf(estate, auth.secretArn);
  if (auth.kind === 'bearer') return hasToken(token, authorization);
  const { username, password } = JSON.parse(value);
  return authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function secretOf({ home, snapshot }: Estate, arn: string): MadeUpValue {
  return madeUpValue(`secret ${secretName(arn, secretArns(snapshot, home, [arn]))}`);
}
