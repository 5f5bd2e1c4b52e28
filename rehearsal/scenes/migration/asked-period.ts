import { PERIOD } from '../../../lambdas/migration/contract/prometheus-settings.ts';
import { durationIn } from '../../prometheus/parameters.ts';

/**
 * For which period a query is asked that is known with `$period` in it, milliseconds.
 * @returns undefined if `asked` isn't that query with one duration in all of these places
 */
export function periodIn(asked: string, query: string): number | undefined {
  const [duration = ''] = /^\w*/.exec(asked.slice(query.indexOf(PERIOD))) ?? [];
  return query.replaceAll(PERIOD, duration) === asked ? durationIn(duration) : undefined;
}
