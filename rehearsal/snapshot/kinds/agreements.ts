/** Files that must fit to another one of the same place. */

import type { ContentOf, FileKind } from '../file-kind.ts';
import { below } from '../json.ts';
import type { Fault } from '../problem.ts';
import { METRIC_DATA, METRIC_QUERIES } from './cloudwatch.ts';

export interface Agreement {
  readonly of: FileKind;
  readonly with: FileKind;
  /** What is wrong in the first file. */
  faults(content: unknown, other: unknown): readonly Fault[];
}

function agreement<A, B>(
  of: FileKind<A>,
  other: FileKind<B>,
  faults: (content: A, other: B) => readonly Fault[],
): Agreement {
  return { of, with: other, faults: (content, second) => faults(content as A, second as B) };
}

export const AGREEMENTS: readonly Agreement[] = [
  agreement(METRIC_QUERIES, METRIC_DATA, askedFor),
  agreement(METRIC_DATA, METRIC_QUERIES, answers),
];

type Queries = ContentOf<typeof METRIC_QUERIES>;
type Answer = ContentOf<typeof METRIC_DATA>;

/** An input with which the CLI prints all, of each metric. */
function askedFor({ StartTime, EndTime, MaxDatapoints, MetricDataQueries }: Queries): readonly Fault[] {
  const ids = MetricDataQueries.map(({ Id }) => Id);
  return [
    ...(Date.parse(StartTime) < Date.parse(EndTime)
      ? []
      : [{ at: '/EndTime', words: `expected a time after StartTime, ${StartTime}` }]),
    ...(MaxDatapoints === undefined
      ? []
      : [{ at: '/MaxDatapoints', words: 'leave it out: with it the CLI prints one page' }]),
    ...ids.flatMap((id, i) =>
      ids.indexOf(id) === i ? [] : [{ at: below('/MetricDataQueries', i), words: `a second query ${id}` }],
    ),
  ];
}

function answers({ MetricDataResults: results }: Answer, { MetricDataQueries }: Queries): readonly Fault[] {
  const asked = MetricDataQueries.map(({ Id }) => Id);
  const wanted = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(({ Id }) => Id);
  const lacking = wanted.filter((id) => !results.some(({ Id }) => Id === id));
  return [
    ...lacking.map((id) => ({
      at: '/MetricDataResults',
      words: `its input asks for ${id}, which isn't there`,
    })),
    ...results.flatMap(({ Id, Timestamps, Values, StatusCode }, i) => {
      const at = below('/MetricDataResults', i);
      // On a page that isn't its last, a metric is partial.
      const isLast = results.findLastIndex((other) => other.Id === Id) === i;
      const isRead = StatusCode === 'Complete' || (StatusCode === 'PartialData' && !isLast);
      return [
        ...(asked.includes(Id) ? [] : [{ at: below(at, 'Id'), words: `its input asks for no ${Id}` }]),
        ...(isRead ? [] : [{ at: below(at, 'StatusCode'), words: `${Id} is not complete: ${StatusCode}` }]),
        ...(Timestamps.length === Values.length
          ? []
          : [{ at, words: `${Id} has ${Timestamps.length} times for ${Values.length} values` }]),
      ];
    }),
  ];
}
