/** What the masters' dashboard and log queries show after a rehearsal. */
import type { MetricId } from '../../world/metrics.ts';
import { dashboardHasData, queriedFieldsLogged } from '../dashboard.ts';
import { isMatched } from '../log-filter.ts';
import type { MastersEvidence } from './evidence.ts';

/** The offline AWS makes no metrics of logs, nor of functions: what AWS makes them of must be there. */
function isMade({ namespace, metricName, dimensions }: MetricId, { observed }: MastersEvidence): boolean {
  const linesOf = (group: string) => observed.lines.get(group) ?? [];
  if (namespace === 'AWS/Lambda') return linesOf(`/aws/lambda/${dimensions.FunctionName}`).length > 0;
  return observed.filters.some(
    (filter) =>
      filter.namespace === namespace &&
      filter.metricName === metricName &&
      Object.keys(dimensions).length === 0 &&
      linesOf(filter.group).some((line) => isMatched(filter.pattern, line)),
  );
}

export const mastersDashboardShown = dashboardHasData<MastersEvidence>(isMade);

/** After a rehearsal in which no call failed. */
export const mastersQueriesAnswered = queriedFieldsLogged({
  'result.found.0': 'only of a sweep that found something',
  'error.message': 'only of a call that failed',
});
