import type { SeenCheck } from '../domain/data-plane/metric-check.ts';

export interface MetricChecks {
  /** A calculated health check, and all that it consists of. Undefined for what isn't there. */
  readAll(
    id: string,
  ): Promise<
    { readonly parent: SeenCheck; readonly children: readonly (SeenCheck | undefined)[] } | undefined
  >;
}
