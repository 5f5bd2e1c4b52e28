/** Each breaks the product on purpose at an invariant; the tests named must fail. */
export interface Mutant {
  /** Number of the invariant in docs/architecture.md. */
  readonly invariant: number;
  readonly what: string;
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Jest's path patterns. */
  readonly tests: readonly string[];
  /** Random histories alone notice it within 10,000, too: `npm run histories -- --mutants`. Many rules are held twice. */
  readonly inHistories?: true;
}
