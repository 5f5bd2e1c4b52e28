/** What happened, on one axis of time. */

import { duration, grouped } from '../../rehearsal/text/numbers.ts';
import type { Content, Html } from '../page/html.ts';
import { html } from '../page/html.ts';
import {
  area,
  type Block,
  chart,
  group,
  lane,
  legend,
  panel,
  points,
  row,
  steps,
  type Tone,
} from '../page/panel.ts';
import { more } from '../page/table.ts';
import { clock, type Extent } from '../page/time.ts';
import type { ExecutionEntry, Lane, NameShare, PlayedRehearsal, Requests, Span } from './document.ts';
import { percent, tablesOf } from './tables.ts';

export function figureOf(played: PlayedRehearsal): Html {
  const extent = { from: Date.parse(played.from), until: Date.parse(played.until) };
  const { names, requests } = played;
  return html`<h3>What happened</h3>
${panel(extent, [
  ...machineRows(extent, played.executions),
  ...eventRows(extent, played),
  ...laneRows(extent, played.lanes),
  ...(names ? nameRows(extent, names.names) : []),
  ...(requests ? requestRows(extent, requests) : []),
])}
${
  (names || requests) &&
  legend([
    { as: 'a-cluster', words: 'cluster' },
    { as: 'a-legacy', words: 'legacy' },
    { as: 'l-intended', words: 'share that the weights in Route 53 intend' },
    { as: 'a-bad', words: 'failed' },
    { as: 'a-lost', words: 'lost: no answer, or sent to where nobody is' },
  ])
}
${more('The same as tables', tablesOf(played))}`;
}

/** Of the whole time, a state that is shorter stands together with its neighbours. */
const SHORT = 0.006;

function machineRows(extent: Extent, executions: readonly ExecutionEntry[]): readonly Html[] {
  if (executions.length === 0) return [];
  const rows = [...Map.groupBy(executions, ({ machine }) => machine)].flatMap(([machine, all]) =>
    tracks(all).map((track, i) => {
      const blocks = track.flatMap((execution) => stateBlocks(extent, execution));
      return lane(extent, i === 0 ? machine : '', blocks);
    }),
  );
  return [group('State machines'), ...rows];
}

/** Executions of one machine that run at the same time stand in tracks of their own. */
function tracks(executions: readonly ExecutionEntry[]): readonly (readonly ExecutionEntry[])[] {
  const all: ExecutionEntry[][] = [];
  for (const each of executions.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const free = all.find((track) => Date.parse(track.at(-1)?.until ?? '') <= Date.parse(each.from));
    if (free) free.push(each);
    else all.push([each]);
  }
  return all;
}

function stateBlocks(extent: Extent, execution: ExecutionEntry): readonly Block[] {
  const least = SHORT * (extent.until - extent.from);
  const blocks: Block[] = [];
  let together: Span[] = [];
  const close = () => {
    if (together.length > 0) blocks.push(blockOfStates(together, execution));
    together = [];
  };
  for (const state of execution.states) {
    const isShort = Date.parse(state.until) - Date.parse(state.from) < least;
    if (!isShort) close();
    together.push(state);
    if (!isShort) close();
  }
  close();
  return blocks;
}

function blockOfStates(
  states: readonly Span[],
  { states: all, status, machine, error }: ExecutionEntry,
): Block {
  const first = states[0] as Span;
  const last = states.at(-1) as Span;
  const from = Date.parse(first.from);
  const until = Date.parse(last.until);
  const names = [...new Set(states.map(({ what }) => what))];
  const isEnd = last === all.at(-1);
  const ended = isEnd && status !== 'RUNNING' ? `; ended ${status}${error ? ` (${error})` : ''}` : '';
  const isBad = isEnd && !['SUCCEEDED', 'RUNNING'].includes(status);
  return {
    from,
    until,
    text: names.length === 1 ? (names[0] as string) : `${names.length} states`,
    tone: isBad ? 'bad' : toneOfState(machine, names),
    more: `${clock(from)}, ${duration(until - from)}: ${names.join(' → ')}${ended}`,
  };
}

function toneOfState(machine: string, names: readonly string[]): Tone {
  if (machine === 'RollBack') return 'bad';
  return names.some((name) => /^(HoldForDecision|PageOperator|WaitForLegacy)/.test(name))
    ? 'unsure'
    : 'plain';
}

function eventRows(extent: Extent, { timeline, mails }: PlayedRehearsal): readonly Html[] {
  const people = timeline.filter(({ kind }) => kind === 'person' || kind === 'note');
  const mark = (at: string, text: string) => ({ at: Date.parse(at), text });
  return [
    ...(people.length > 0
      ? [
          points(
            extent,
            'People, and what befell',
            people.map(({ at, text }) => mark(at, text)),
          ),
        ]
      : []),
    ...(mails.length > 0
      ? [
          points(
            extent,
            'Mails',
            mails.map(({ at, subject }) => mark(at, subject)),
          ),
        ]
      : []),
  ];
}

const TONES: Readonly<Record<string, Tone>> = {
  OK: 'good',
  ALARM: 'bad',
  INSUFFICIENT_DATA: 'unsure',
};

function laneRows(extent: Extent, lanes: readonly Lane[]): readonly Html[] {
  return [...Map.groupBy(lanes, (each) => each.group)].flatMap(([title, all]) => [
    group(title),
    ...all.map(({ name, spans }) => lane(extent, name, spans.map(blockOfSpan))),
  ]);
}

function blockOfSpan({ from, until, what, why }: Span): Block {
  const begin = Date.parse(from);
  const end = Date.parse(until);
  const because = why ? `. ${why}` : '';
  return {
    from: begin,
    until: end,
    text: what,
    tone: TONES[what] ?? (/^(none|no |.* down$)/.test(what) ? 'bad' : 'plain'),
    more: `${clock(begin)}, ${duration(end - begin)}: ${what}${because}`,
  };
}

/** So many are shown at once. */
const SHOWN = 12;

function nameRows(extent: Extent, names: readonly NameShare[]): readonly Content[] {
  const rows = names.map((each) => nameRow(extent, each));
  return [
    group("Who answers, by name: the cluster's share"),
    rows.slice(0, SHOWN),
    ...(rows.length > SHOWN ? [html`<p class="quiet">${rows.length - SHOWN} more names below.</p>`] : []),
  ];
}

function nameRow(extent: Extent, { name, intended, seen }: NameShare): Html {
  const scale = { extent, most: 1 };
  const last = intended.at(-1)?.cluster ?? null;
  const lastSeen = seen.values.findLast((each) => each !== null);
  const from = Date.parse(seen.from);
  const step = seen.stepSeconds * 1000;
  const all = seen.values.map((value) => (value === null ? null : 1));
  const words = `in the end ${percent(last)} intended, ${percent(lastSeen ?? null)} seen`;
  return row(
    html`${name}<small>${words}</small>`,
    chart({ height: 2.75, top: '', summary: `${name}: the cluster's share of its answers; ${words}` }, [
      { as: 'a-legacy', path: area(scale, { from, step, values: all }) },
      { as: 'a-cluster', path: area(scale, { from, step, values: seen.values }) },
      {
        as: 'l-intended',
        path: steps(
          scale,
          intended.map((each) => ({ at: Date.parse(each.from), value: each.cluster })),
        ),
      },
    ]),
  );
}

function requestRows(extent: Extent, requests: Requests): readonly Html[] {
  const { stepSeconds, legacy, cluster, legacyFailed, clusterFailed, lost } = requests;
  const grid = { from: Date.parse(requests.from), step: stepSeconds * 1000 };
  const sum = (...series: readonly (readonly number[])[]) =>
    legacy.map((_, i) => series.reduce((total, each) => total + (each[i] ?? 0), 0));
  const all = sum(legacy, cluster);
  const bad = sum(legacyFailed, clusterFailed);
  const badOrLost = sum(bad, lost);
  const most = Math.max(1, ...all);
  const worst = Math.max(1, ...badOrLost);
  const draw = (as: string, values: readonly number[], top: number) => ({
    as,
    path: area({ extent, most: top }, { ...grid, values }),
  });
  const peak = Math.max(...badOrLost);
  const stretch = stepSeconds > 60 ? ` of each ${duration(stepSeconds * 1000)}` : '';
  return [
    group('Requests of clients, a minute'),
    row(
      html`Requests<small>${stretch ? `mean${stretch}` : 'each minute'}</small>`,
      chart(
        {
          height: 6,
          top: grouped(Math.round(most)),
          summary: `Requests a minute to both sides, at most ${grouped(Math.round(most))}`,
        },
        [draw('a-legacy', all, most), draw('a-cluster', cluster, most)],
      ),
    ),
    row(
      html`Failed or lost<small>${stretch ? `worst minute${stretch}` : 'each minute'}</small>`,
      chart(
        {
          height: 4,
          top: grouped(peak),
          summary: `Failed and lost requests a minute, at worst ${grouped(peak)}`,
        },
        [draw('a-lost', badOrLost, worst), draw('a-bad', bad, worst)],
      ),
    ),
  ];
}
