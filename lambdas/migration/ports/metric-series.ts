import type { Series, SeriesQuery } from '../domain/compare/periods.ts';
import type { Reading } from '../domain/reading.ts';

export interface MetricSeries {
  /** In the order of the queries; one that can't be read says why, and hides no other. */
  read(queries: readonly SeriesQuery[]): Promise<readonly Reading<Series>[]>;
}
