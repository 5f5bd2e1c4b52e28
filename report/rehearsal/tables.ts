/** The figure of a rehearsal as tables, for whoever can't or won't see it. */
import { duration, grouped } from '../../rehearsal/text/numbers.ts';
import { blocksOfSpans } from '../page/blocks.ts';
import { type Html, html } from '../page/html.ts';
import { table } from '../page/table.ts';
import { clock, extentOf } from '../page/time.ts';
import { coarserRequests, meanKnown } from './coarser.ts';
import type { NameShare, PlayedRehearsal, Requests } from './document.ts';
import { blocksOfExecution } from './execution.ts';

export function tablesOf(played: PlayedRehearsal): Html {
  const { names, requests } = played;
  return html`${blocksTable(played)}
${names && shareTable(names)}
${requests && requests.legacy.length > 0 && requestTable(requests)}`;
}

/** What the lanes show: what is short, or done again and again, stands together there, too. */
function blocksTable(played: PlayedRehearsal): Html {
  const { executions, lanes } = played;
  const extent = extentOf(played);
  const blocks = [
    ...executions.map((each) => ({ name: each.machine, all: blocksOfExecution(extent, each) })),
    ...lanes.map(({ name, spans }) => ({ name, all: blocksOfSpans(extent, spans) })),
  ];
  return table(
    'States, alarms and what else lasts',
    [{ head: 'of' }, { head: 'from (UTC)' }, { head: 'for' }, { head: 'what', kind: 'wide' }],
    blocks.flatMap(({ name, all }) =>
      all.map((block) => [name, clock(block.from), duration(block.until - block.from), block.words]),
    ),
  );
}

function shareTable(names: readonly NameShare[]): Html {
  const rows = names.flatMap(({ name, intended, seen }) => {
    const begin = Date.parse(seen.from);
    const step = seen.stepSeconds * 1000;
    return intended.map(({ from, cluster }, i) => {
      const next = intended[i + 1];
      const at = Math.max(Date.parse(from), begin);
      const until = next ? Date.parse(next.from) : begin + seen.values.length * step;
      const values = seen.values.slice(Math.floor((at - begin) / step), Math.ceil((until - begin) / step));
      return [name, clock(at), percent(cluster), percent(meanKnown(values))];
    });
  });
  return table(
    "The cluster's share of each name, from each change on",
    [
      { head: 'name' },
      { head: 'from (UTC)' },
      { head: 'intended', kind: 'n' },
      { head: 'seen, on average until the next', kind: 'n' },
    ],
    rows,
  );
}

/** Of so many stretches a table is still read. */
const ROWS = 48;

function requestTable(requests: Requests): Html {
  const { from, stepSeconds, legacy, cluster, legacyFailed, clusterFailed, lost } = coarserRequests(
    requests,
    ROWS,
  );
  return table(
    `Requests a minute, for each ${duration(stepSeconds * 1000)}: the mean; of those that failed or were lost, the worst minute`,
    [
      { head: 'from (UTC)' },
      { head: 'legacy', kind: 'n' },
      { head: 'cluster', kind: 'n' },
      { head: 'failed on legacy', kind: 'n' },
      { head: 'failed on the cluster', kind: 'n' },
      { head: 'lost', kind: 'n' },
    ],
    legacy.map((_, i) => [
      clock(Date.parse(from) + i * stepSeconds * 1000),
      ...[legacy, cluster, legacyFailed, clusterFailed, lost].map((values) => grouped(values[i] ?? 0)),
    ]),
  );
}

export function percent(share: number | null): string {
  return share === null ? 'no answer' : `${Number((share * 100).toFixed(1))} %`;
}
