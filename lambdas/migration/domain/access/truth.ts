/** Three-valued logic: a policy may depend on what only the request itself will show. */

export type Truth = 'yes' | 'no' | 'unknown';

/** `yes` of nothing at all. */
export function all(truths: Iterable<Truth>): Truth {
  const seen = new Set(truths);
  if (seen.has('no')) return 'no';
  return seen.has('unknown') ? 'unknown' : 'yes';
}

/** `no` of nothing at all. */
export function any(truths: Iterable<Truth>): Truth {
  const seen = new Set(truths);
  if (seen.has('yes')) return 'yes';
  return seen.has('unknown') ? 'unknown' : 'no';
}

export function not(truth: Truth): Truth {
  if (truth === 'unknown') return truth;
  return truth === 'yes' ? 'no' : 'yes';
}

export function known(value: boolean): Truth {
  return value ? 'yes' : 'no';
}
