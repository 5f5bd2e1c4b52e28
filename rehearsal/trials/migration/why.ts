/** Why nothing fires an alarm, for people. */
import type { MetricId } from '../../world/metrics.ts';

export interface Why {
  /**
   * `useless`: not even the worst failure fires it. `not reached`: one that is worse does. `not known`: it watches what
   * the rehearsal doesn't have.
   */
  readonly verdict: 'useless' | 'not reached' | 'not known';
  /** Sentences: what is, what was expected, what to do. */
  readonly why: string;
}

export function useless(why: string): Why {
  return { verdict: 'useless', why };
}

export function notKnown(why: string): Why {
  return { verdict: 'not known', why };
}

export function inWords(dimensions: MetricId['dimensions']): string {
  const parts = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return parts.length > 0 ? parts.join(', ') : 'no dimensions';
}

export function sameDimensions(a: MetricId['dimensions'], b: MetricId['dimensions']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
