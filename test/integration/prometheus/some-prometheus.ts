/** The stand-in, with one minute's requests after the other of both sides. */
import { createServer } from 'node:http';
import { answering, type PrometheusApi } from '../../../rehearsal/prometheus/server.ts';
import type { DescribedQuery } from '../../../rehearsal/scenes/migration/described-queries.ts';
import { valuesBy } from '../../../rehearsal/scenes/migration/prometheus.ts';
import { listening } from '../../../rehearsal/tools/listening.ts';
import { countedElsewhere } from '../../../rehearsal/world/counters.ts';
import { Metrics } from '../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../rehearsal/world/minutes.ts';
import { scrapersOf } from '../../../rehearsal/world/scraped.ts';

export const BEGIN = Date.parse('2026-11-02T08:00:00Z');
export const MINUTES = 60;

export interface MinuteOfSide {
  readonly requests: number;
  readonly failed: number;
}

/** Of the minute that begins so many after `BEGIN`. */
export function minuteOfSide(side: 'legacy' | 'cluster', i: number): MinuteOfSide {
  return side === 'legacy'
    ? { requests: 1000 + 10 * i, failed: i % 3 }
    : { requests: 50 + i, failed: i < 30 ? 0 : 2 };
}

export function scrapedMinutes(): Metrics {
  const scraped = new Metrics(BEGIN);
  for (let i = 0; i < MINUTES; i++)
    for (const side of ['legacy', 'cluster'] as const) {
      const counts = { ...minuteOfSide(side, i), turnedAway: 0, luck: 0 };
      const answered = [{ count: counts.requests, meanSeconds: side === 'legacy' ? 0.2 : 0.1 }];
      const minute = [[{ scrapedBy: scrapersOf(side) }, { ...counts, answered }]] as const;
      for (const [id, observed, unit] of countedElsewhere(minute, 'scrapedBy'))
        scraped.put(id, BEGIN + i * MINUTE, observed, unit);
    }
  return scraped;
}

/** @returns its URL, and what ends it */
export async function startStandIn(
  queries: readonly DescribedQuery[],
  {
    statistics = new Map<string, string>(),
    ...api
  }: Partial<PrometheusApi> & {
    readonly statistics?: ReadonlyMap<string, string>;
  } = {},
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const valuesOf = valuesBy(queries, statistics, scrapedMinutes);
  const { port, close } = await listening(
    createServer(answering([{ path: '', accepts: () => true, valuesOf, ...api }])),
  );
  return { url: `http://127.0.0.1:${port}`, close };
}
