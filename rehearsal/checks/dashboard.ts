/** Whether a deployed dashboard shows anything, and whether what the saved log queries name was ever logged. */
import type { MetricId } from '../world/metrics.ts';
import type { AccountEvidence, Check } from './check.ts';
import { type DashboardMetric, metricOf, type Widget, widgetsIn } from './dashboard-body.ts';

/** What may lack data though all is well, and why: by the name of a metric, or of a field of the logs. */
export type OnlyAfter = Readonly<Record<string, string>>;

interface Expression {
  readonly expression?: string;
  readonly id?: string;
}

/** @param why a metric has no data though all is well; undefined if it must have some */
export function dashboardHasData<E extends AccountEvidence>(
  hasData: (metric: MetricId, evidence: E) => boolean,
  why: (metric: MetricId, evidence: E) => string | undefined = () => undefined,
): Check<E> {
  return {
    claim: 'Every metric of the dashboard has data, and every expression reads metrics that are there',
    contradictions: (evidence) => {
      const widgets = widgetsOf(evidence).filter(({ type }) => type === 'metric');
      if (evidence.observed.dashboards.length > 0 && widgets.length === 0)
        return ['the dashboard has no widget with a metric, so this check proves nothing'];
      return widgets.flatMap(({ properties: { title = '', metrics = [] } }) => [
        ...metrics.flatMap((entry) => {
          const metric = metricOf(entry);
          if (!metric || hasData(metric, evidence) || why(metric, evidence) !== undefined) return [];
          return [`${title}: ${JSON.stringify(metric)} has no data`];
        }),
        ...unknownIds(metrics).map((id) => `${title}: no metric of an expression is called ${id}`),
      ]);
    },
  };
}

/** A field that no line has is a typing error, or not there yet. */
export function queriedFieldsLogged(onlyAfter: OnlyAfter): Check<AccountEvidence> {
  return {
    claim: 'Every field of the saved log queries was logged, and every log group is there',
    contradictions: (evidence) => {
      const { queries, lines } = evidence.observed;
      const shown = widgetsOf(evidence)
        .filter(({ type }) => type === 'log')
        .map(({ properties: { title = '', query = '' } }) => ({ name: title, ...sourcesOf(query) }));
      return [...queries, ...shown].flatMap(({ name, query, groups }) => {
        const absent = groups.filter((group) => !lines.has(group));
        const logged = new Set(groups.flatMap((group) => (lines.get(group) ?? []).flatMap(fieldsOf)));
        const unknown = fieldsIn(query).filter((field) => !logged.has(field) && !(field in onlyAfter));
        return [
          ...absent.map((group) => `${name}: there is no log group ${group}`),
          ...unknown.map((field) => `${name}: no line has the field ${field}`),
        ];
      });
    },
  };
}

function widgetsOf({ observed }: AccountEvidence): readonly Widget[] {
  return observed.dashboards.flatMap(widgetsIn);
}

function unknownIds(metrics: readonly DashboardMetric[]): readonly string[] {
  const options = metrics.flatMap((entry) =>
    entry.filter((part): part is Expression => typeof part === 'object'),
  );
  const known = new Set(options.flatMap(({ id }) => id ?? []));
  return options.flatMap(({ expression = '' }) =>
    (expression.match(/\b[a-z]\w*\b/g) ?? []).filter((id) => !known.has(id)),
  );
}

/** A widget's query begins with its log groups. */
function sourcesOf(text: string): { readonly query: string; readonly groups: readonly string[] } {
  const groups = [...text.matchAll(/SOURCE '([^']+)' \| /g)].map(([, group = '']) => group);
  return { groups, query: text.replaceAll(/SOURCE '[^']+' \| /g, '') };
}

/** Words of CloudWatch Logs Insights that are no fields. */
const WORDS = [
  'fields',
  'filter',
  'sort',
  'limit',
  'desc',
  'asc',
  'and',
  'or',
  'not',
  'in',
  'like',
  'ispresent',
];

/** Those of the lines; what begins with @ CloudWatch knows of every line. */
function fieldsIn(query: string): readonly string[] {
  const words = query.replaceAll(/"[^"]*"/g, '').match(/@?[A-Za-z_][\w.]*/g) ?? [];
  return [...new Set(words)].filter((word) => !word.startsWith('@') && !WORDS.includes(word));
}

/** As CloudWatch finds them in a line of JSON: `result.reasons.0`. Of any other line it finds none. */
function fieldsOf(line: string): readonly string[] {
  if (!line.startsWith('{')) return [];
  return pathsIn(JSON.parse(line));
}

function pathsIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsIn(inner, path === '' ? key : `${path}.${key}`),
  );
}
