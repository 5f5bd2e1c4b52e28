/** What `increase` of Prometheus estimates of two counters of the same requests differs a little. */
const ESTIMATED = 1.02;

/** Whether so many of all requests can't be: then one of the two queries counts something else. */
export function isMiscounted(some: number, all: number): boolean {
  return some < 0 || all < 0 || some > 1 + ESTIMATED * all;
}
