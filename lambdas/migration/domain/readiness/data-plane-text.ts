import type { Section } from '../../../shared/domain/compose.ts';
import { duration } from '../../../shared/domain/text.ts';
import type { Plan } from './plan.ts';

/** From a health check's turn until all of Route 53's name servers answer by it, seconds. Source: its developer guide. */
const TURNED = 10;
/** Of a health check on a metric, or a calculated one, US dollars a month: as of one within AWS. */
const DOLLARS_A_MONTH = 0.5;

/** How DNS leaves the cluster while nobody can call Route 53. */
export function dataPlaneSection(dataPlane: Plan['dataPlane']): readonly Section[] {
  if (!dataPlane) return [];
  const { checks, ttlSeconds } = dataPlane;
  return [
    {
      heading: 'If Route 53’s API is down',
      lines: [
        `When an alarm’s metric is bad in all its evaluation periods, its health check turns; how long that takes AWS doesn’t say. Then clients are back on legacy within ${duration(TURNED + ttlSeconds)} (${TURNED} s, and TTLs of ${duration(ttlSeconds)}), without any call. They stay there until RollBack has written legacy’s records.`,
        'That is so from the first step until RetireLegacyRecords. After that, only the API leads back.',
        'If legacy is bad as well, all count as healthy and the weights decide: at 100 % legacy gets nothing.',
        `Its ${checks} health checks cost about $${(checks * DOLLARS_A_MONTH).toFixed(2)} a month.`,
      ],
    },
  ];
}
