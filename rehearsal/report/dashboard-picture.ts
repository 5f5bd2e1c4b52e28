/** Draws the graphs of a deployed dashboard, as CloudWatch would of what a rehearsal has put into it. */
import { html } from '../../report/page/html.ts';
import { HIGH, steps, WIDE } from '../../report/page/panel.ts';
import { type Extent, place, ticksOf } from '../../report/page/time.ts';
import { type DashboardMetric, graphsIn, metricOf } from '../checks/dashboard-body.ts';
import { compile } from '../world/metric-math/compile.ts';
import type { Series } from '../world/metric-math/values.ts';
import type { MetricId } from '../world/metrics.ts';
import { MINUTE, minuteOf } from '../world/minutes.ts';

/** The value of a stretch of time, epoch milliseconds; undefined without any. */
export type Read = (metric: MetricId, statistic: string, from: number, until: number) => number | undefined;

const LEFT = 60;
const TOP = 40;
const BETWEEN = 46;
/** Of a row of the dashboard's grid. */
const ROW = 15;
/** Of a line, at most. */
const POINTS = 480;

/** @returns an SVG; undefined without a graph */
export function dashboardPicture(body: string, extent: Extent, read: Read): string | undefined {
  const graphs = graphsIn(body);
  if (graphs.length === 0) return undefined;
  let y = TOP;
  const drawn = graphs.map(({ height, properties }) => {
    const high = height * ROW;
    const part = graph(properties, { extent, read, y, high });
    y += high + BETWEEN;
    return part;
  });
  const ticks = ticksOf(extent).map(({ at, label }) => {
    const x = LEFT + (place(extent, at) * WIDE) / 100;
    return html`<path d="M${x} ${TOP - 6}V${y - BETWEEN}" stroke="#d8dde3"/><text x="${x}" y="${y - BETWEEN + 16}" text-anchor="middle">${label}</text>`;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDE + 20} ${y}" font-family="sans-serif" font-size="12" fill="#1b1f24"><title>${graphs.map(({ properties: { title } }) => title).join('; ')}</title><rect width="100%" height="100%" fill="#fff"/>
${ticks}
${drawn}</svg>
`.markup;
}

interface Drawing {
  readonly extent: Extent;
  readonly read: Read;
  readonly y: number;
  readonly high: number;
}

type Properties = ReturnType<typeof graphsIn>[number]['properties'];

function graph({ title = '', metrics = [], yAxis }: Properties, { extent, read, y, high }: Drawing) {
  const lines = linesOf(metrics, extent, read);
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  const most = yAxis?.left?.max ?? roundedUp(Math.max(0, ...values));
  let x = LEFT + 8 * title.length;
  const legend = lines.map(({ label, color }) => {
    const at = x;
    x += 30 + 7 * label.length;
    return html`<path d="M${at} ${y - 14}h14" stroke="${color}" stroke-width="3"/><text x="${at + 18}" y="${y - 10}" fill="#57606a">${label}</text>`;
  });
  const paths = lines.map(
    ({ points, color }) =>
      html`<path d="${steps({ extent, most }, points)}" fill="none" stroke="${color}" stroke-width="1.5" vector-effect="non-scaling-stroke"/>`,
  );
  return html`<text x="${LEFT}" y="${y - 10}" font-weight="600">${title}</text>${legend}
<text x="${LEFT - 6}" y="${y + 10}" text-anchor="end" fill="#57606a">${most}</text><text x="${LEFT - 6}" y="${y + high}" text-anchor="end" fill="#57606a">0</text>
<path d="M${LEFT} ${y + high}h${WIDE}" stroke="#57606a"/><g transform="translate(${LEFT} ${y}) scale(1 ${high / HIGH})">${paths}</g>
`;
}

interface Line {
  readonly label: string;
  readonly color: string;
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
}

function linesOf(metrics: readonly DashboardMetric[], extent: Extent, read: Read): readonly Line[] {
  const period = Math.max(1, Math.ceil((extent.until - extent.from) / MINUTE / POINTS)) * MINUTE;
  const first = minuteOf(extent.from);
  const count = Math.ceil((extent.until - first) / period);
  const starts = Array.from({ length: count }, (_, i) => first + i * period);
  const seriesOf = (entry: DashboardMetric): Series => {
    const metric = metricOf(entry);
    const { stat = 'Average' } = optionsOf(entry);
    return starts.map((at) => metric && read(metric, stat, at, at + period));
  };
  const called = new Map(
    metrics.flatMap((entry) => {
      const { id } = optionsOf(entry);
      return id === undefined ? [] : [[id, seriesOf(entry)] as const];
    }),
  );
  const context = { metrics: called, periodSeconds: period / 1000, starts };
  return metrics.flatMap((entry) => {
    const { label = '', color = '#000', visible = true, expression } = optionsOf(entry);
    if (!visible) return [];
    const series =
      expression === undefined
        ? seriesOf(entry)
        : compile('drawn', { metrics: [...called.keys()], expressions: new Map([['drawn', expression]]) })(
            context,
          );
    return [{ label, color, points: starts.map((at, i) => ({ at, value: series[i] ?? null })) }];
  });
}

interface Options {
  readonly id?: string;
  readonly label?: string;
  readonly color?: string;
  readonly stat?: string;
  readonly visible?: boolean;
  readonly expression?: string;
}

function optionsOf(entry: DashboardMetric): Options {
  return entry.find((part): part is Options => typeof part === 'object') ?? {};
}

/** Two digits are enough of an axis. */
function roundedUp(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
}
