/** Shares and requests as rows of the figure. */
import { duration, grouped } from '../../rehearsal/text/numbers.ts';
import { type Html, html } from '../page/html.ts';
import { area, chart, group, row, steps } from '../page/panel.ts';
import type { Extent } from '../page/time.ts';
import type { NameShare, Requests } from './document.ts';
import { percent } from './tables.ts';

export function nameRow(extent: Extent, { name, intended, seen }: NameShare): Html {
  const scale = { extent, most: 1 };
  const last = intended.at(-1)?.cluster ?? null;
  const most = Math.max(0, ...seen.values.flatMap((each) => each ?? []));
  const from = Date.parse(seen.from);
  const step = seen.stepSeconds * 1000;
  const all = seen.values.map((value) => (value === null ? null : 1));
  const isSeen = seen.values.some((each) => each !== null);
  const words = `${isSeen ? `at most ${percent(most)} seen on the cluster; ` : ''}${percent(last)} at the end`;
  return row(
    html`${name}<small>${words}</small>`,
    chart({ height: 2.5, summary: `${name}: the cluster's share of its answers; ${words}` }, [
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

export function requestRows(extent: Extent, requests: Requests): readonly Html[] {
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
