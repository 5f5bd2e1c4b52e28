/** What happened, on one axis of time. */

import { blocksOfSpans, tracks } from '../page/blocks.ts';
import { type Content, type Html, html } from '../page/html.ts';
import { group, lane, legend, panel, points } from '../page/panel.ts';
import { more } from '../page/table.ts';
import { type Extent, extentOf } from '../page/time.ts';
import { nameRow, requestRows } from './charts.ts';
import type { ExecutionEntry, Lane, NameShare, PlayedRehearsal, Requests } from './document.ts';
import { blocksOfExecution } from './execution.ts';
import { tablesOf } from './tables.ts';

/** Of the names, so many are shown at once. */
const SHOWN = 12;

export function figureOf(played: PlayedRehearsal): Html {
  const { closeUp, names, requests } = played;
  const extent = extentOf(played);
  const detail = closeUp && extentOf(closeUp);
  return html`<h3>What happened</h3>
${panel(extent, rowsOf(extent, played, { names, requests }))}
${(names || requests) && LEGEND}
${names && names.length > SHOWN && more(`${names.length - SHOWN} more names`, panel(extent, nameRows(extent, names.slice(SHOWN))))}
${
  detail &&
  html`<h3>${closeUp.title}</h3>
${panel(detail, rowsOf(detail, played, closeUp))}`
}
${more('The same as tables', tablesOf(played))}`;
}

const LEGEND = legend([
  { as: 'a-cluster', words: 'cluster' },
  { as: 'a-legacy', words: 'legacy' },
  { as: 'l-intended', words: 'share that the weights in Route 53 intend' },
  { as: 'a-bad', words: 'failed' },
  { as: 'a-lost', words: 'lost: no answer, or sent to where nobody is' },
]);

function rowsOf(
  extent: Extent,
  { executions, timeline, mails, lanes }: PlayedRehearsal,
  {
    names,
    requests,
  }: { readonly names: PlayedRehearsal['names'] | undefined; readonly requests: Requests | undefined },
): readonly Content[] {
  return [
    machineRows(extent, executions),
    eventRows(extent, timeline, mails),
    laneRows(extent, lanes),
    names && names.length > 0 && nameRows(extent, names.slice(0, SHOWN)),
    // One that is over within a minute has none.
    requests && requests.legacy.length > 0 && requestRows(extent, requests),
  ];
}

function machineRows(extent: Extent, executions: readonly ExecutionEntry[]): Content {
  const there = executions.filter((each) => isIn(extent, each));
  const rows = [...Map.groupBy(there, ({ machine }) => machine)].flatMap(([machine, all]) =>
    tracks(all).map((track, i) =>
      lane(
        extent,
        i === 0 ? machine : undefined,
        track.flatMap((execution) => blocksOfExecution(extent, execution)),
      ),
    ),
  );
  return rows.length > 0 && [group('State machines'), rows];
}

function isIn(extent: Extent, { from, until }: { readonly from: string; readonly until: string }): boolean {
  return Date.parse(until) >= extent.from && Date.parse(from) <= extent.until;
}

function eventRows(
  extent: Extent,
  timeline: PlayedRehearsal['timeline'],
  mails: PlayedRehearsal['mails'],
): Content {
  const people = timeline.filter(({ kind }) => kind === 'person' || kind === 'note');
  const row = (label: string, marks: readonly { readonly at: string; readonly text: string }[]) => {
    const there = marks
      .map(({ at, text }) => ({ at: Date.parse(at), text }))
      .filter(({ at }) => at >= extent.from && at <= extent.until);
    return there.length > 0 && points(extent, label, there);
  };
  return [
    row('People, and what befell', people),
    row(
      'Mails',
      mails.map(({ at, subject }) => ({ at, text: subject })),
    ),
  ];
}

function laneRows(extent: Extent, lanes: readonly Lane[]): Content {
  return [...Map.groupBy(lanes, (each) => each.group)].map(([title, all]) => [
    group(title),
    all.flatMap(({ name, spans }) => {
      const there = tracks(spans);
      const shown = there.length > 0 ? there : [[]];
      return shown.map((track, i) => lane(extent, i === 0 ? name : undefined, blocksOfSpans(extent, track)));
    }),
  ]);
}

function nameRows(extent: Extent, names: readonly NameShare[]): Content {
  return [group("Who answers, by name: the cluster's share"), names.map((each) => nameRow(extent, each))];
}
