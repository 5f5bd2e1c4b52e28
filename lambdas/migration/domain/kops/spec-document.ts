/** Which way leads to a value: names of fields, and places in lists from 0. */
export type Path = readonly (string | number)[];

/** One YAML document of a specification. */
export interface SpecDocument {
  /** The object of the state store that it is in, e.g. `config`. */
  readonly source: string;
  readonly value: unknown;
  /** The line of its object on which the value begins, or what it is in; from 1. */
  readonly lineOf: (path: Path) => number;
}

/** What a specification says in a form that it can't have. */
export interface Misfit {
  readonly source: string;
  readonly line: number;
  /** `spec.etcdClusters[0].name is a number, not a text`. */
  readonly what: string;
}

/** `line 12 of config: spec.etcdClusters is a text, not a list`. */
export function misfitText({ source, line, what }: Misfit): string {
  return `line ${line} of ${source}: ${what}`;
}
