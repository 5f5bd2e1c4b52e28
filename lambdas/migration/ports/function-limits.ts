/** How many of the account's functions may run at once, in this region. */
export interface Concurrency {
  readonly all: number;
  /** What is left for functions that nothing is reserved for. */
  readonly unreserved: number;
}

export interface FunctionLimits {
  concurrency(): Promise<Concurrency>;
}
