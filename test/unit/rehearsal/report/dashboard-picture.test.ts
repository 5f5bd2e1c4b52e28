import { dashboardPicture } from '../../../../rehearsal/report/dashboard-picture.ts';

const MINUTE = 60_000;
const FROM = Date.parse('2027-01-04T08:00:00Z');
const EXTENT = { from: FROM, until: FROM + 4 * MINUTE };

const body = (...metrics: readonly (readonly unknown[])[]) =>
  JSON.stringify({
    widgets: [
      { type: 'text', height: 3, properties: { markdown: '# shop' } },
      {
        type: 'metric',
        height: 6,
        properties: { title: 'Share & <co>', metrics, yAxis: { left: { max: 100 } } },
      },
    ],
  });
const METRIC = ['shop', 'Share', { id: 'share', label: 'share', color: '#123456', stat: 'Maximum' }] as const;

/** A value in the second minute alone. */
const once = (metric: object, statistic: string, from: number) =>
  from === FROM + MINUTE && statistic === 'Maximum' && 'metricName' in metric ? 50 : undefined;

const pathsIn = (picture = '') =>
  [...picture.matchAll(/<path d="([^"]*)" fill="none" stroke="(#\w+)"/g)].map(([, path, color]) => [
    color,
    path,
  ]);

describe('the picture of a dashboard', () => {
  it('has a line for each metric, in its colour, where it has values', () => {
    const picture = dashboardPicture(body(METRIC), EXTENT, once);
    expect(pathsIn(picture)).toEqual([['#123456', 'M250 50H500']]);
    expect(picture).toContain('Share &amp; &lt;co&gt;');
  });

  it('has what an expression makes of a metric that is not drawn itself', () => {
    const hidden = ['shop', 'Share', { ...METRIC[2], visible: false }];
    const stays = [{ expression: 'FILL(share, REPEAT)', label: 'stays', color: '#000000' }];
    expect(pathsIn(dashboardPicture(body(stays, hidden), EXTENT, once))).toEqual([
      ['#000000', expect.stringMatching(/^M250 50.*H1000$/)],
    ]);
  });

  it('is none without a graph', () => {
    expect(dashboardPicture('{"widgets":[]}', EXTENT, once)).toBeUndefined();
  });
});
