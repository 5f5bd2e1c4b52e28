import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PERIOD, type PrometheusQuery } from '../../contract/prometheus-settings.ts';
import type { Series, SeriesQuery } from '../../domain/compare/periods.ts';
import { type Reading, whyNotKnown } from '../../domain/reading.ts';
import { seriesIn } from './answer.ts';
import { ask } from './ask.ts';
import { authorized } from './authorization.ts';
import { NotAnswered } from './not-answered.ts';

export type AskedOfPrometheus = SeriesQuery<PrometheusQuery>;

interface Limits {
  /** Of one try. Milliseconds. */
  readonly answerMs: number;
  /** Of all queries together. */
  readonly allMs: number;
  readonly pauseMs: number;
}

const LIMITS: Limits = { answerMs: 10_000, allMs: 40_000, pauseMs: 500 };
const TRIES = 3;
/** More at once makes no server faster. */
const AT_ONCE = 8;

/** By one request for each query. */
export class PrometheusSeries {
  readonly #client: SecretsManagerClient;
  readonly #limits: Limits;

  /** @param client reads the secrets, and has the credentials that sign */
  constructor(client: SecretsManagerClient, limits: Partial<Limits> = {}) {
    this.#client = client;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** In the order of the queries; one without an answer says why, and hides no other. Never throws. */
  async read(queries: readonly AskedOfPrometheus[]): Promise<readonly Reading<Series>[]> {
    const end = AbortSignal.timeout(this.#limits.allMs);
    const found: Reading<Series>[] = [];
    for (let i = 0; i < queries.length; i += AT_ONCE)
      found.push(
        ...(await Promise.all(queries.slice(i, i + AT_ONCE).map((query) => this.#read(query, end)))),
      );
    return found;
  }

  async #read(query: AskedOfPrometheus, end: AbortSignal): Promise<Reading<Series>> {
    const { metric, periods } = query;
    if (periods.until <= periods.from) return { known: true, value: new Map() };
    for (let left = TRIES - 1; ; left -= 1)
      try {
        const request = await authorized(requestFor(query), metric.prometheus.auth, this.#client);
        const signal = AbortSignal.any([end, AbortSignal.timeout(this.#limits.answerMs)]);
        return { known: true, value: seriesIn(await ask(request, signal), periods) };
      } catch (error) {
        const mayPass = error instanceof NotAnswered && error.mayPass;
        if (!mayPass || left === 0 || end.aborted) return { known: false, why: why(metric, error) };
        await new Promise((next) => setTimeout(next, this.#limits.pauseMs));
      }
  }
}

function why({ prometheus: { url }, query }: PrometheusQuery, error: unknown): string {
  return `${url}, query ${query}: ${error instanceof NotAnswered ? error.message : whyNotKnown(error)}`;
}

function requestFor({ metric, periods }: AskedOfPrometheus): { readonly url: string; readonly body: string } {
  const { from, until, seconds } = periods;
  const body = new URLSearchParams({
    query: metric.query.replaceAll(PERIOD, `${seconds}s`),
    start: `${from / 1000 + seconds}`,
    end: `${until / 1000}`,
    step: `${seconds}`,
  });
  return { url: `${metric.prometheus.url}/api/v1/query_range`, body: `${body}` };
}
