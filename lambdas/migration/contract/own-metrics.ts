/** The namespace of the metrics that a migration publishes itself. */
export function ownNamespace(migration: string): string {
  return `kops-cutover/${migration}`;
}

/** The two platforms, as the value of the dimension `Side`. */
export const SIDES = ['legacy', 'cluster'] as const;
export type Side = (typeof SIDES)[number];
export const SIDE = 'Side';

/** What Watch publishes of an open run for its dashboard; those of `ofSides` once for each side. */
export const RUN_METRICS = {
  /** The cluster's share that was written last, percent; of several zones the least. */
  shareIntended: 'ShareIntended',
  /** 1 while the run waits for a person. */
  onHold: 'OnHold',
  /** 1 while a rollback has begun and is not finished. */
  rollingBack: 'RollingBack',
  ofSides: {
    /** Of a minute, as soaks count them: connections, if that is what a side's load balancer counts. */
    requests: 'Requests',
    /** Of a minute: answered with a 5xx. */
    errors: 'Errors',
    /** Of a minute, seconds, in the statistic that soaks compare; of several load balancers the worst. */
    latency: 'Latency',
  },
} as const;
