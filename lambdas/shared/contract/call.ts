/** What a machine's state hands to its function, and what that returns. */
export interface Call<Payload, Result> {
  readonly payload: Payload;
  readonly result: Result;
}

/** Of a function from whose result nothing follows. */
export interface Summary {
  /** What was done, readable in the console. */
  readonly summary: string;
}

/** `Given`, which must have the fields of `Wanted` and no others: what a function demands beyond them, nobody hands over. */
export type Exactly<Wanted, Given> = Wanted & {
  readonly [Field in Exclude<keyof Given, keyof Wanted>]: never;
};
