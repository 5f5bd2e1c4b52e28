import type { Problem } from '../../../../../lib/shared/config/config-error.ts';
import { fullest, problemsOf, withValue } from './configurations.ts';

export interface Refusal {
  readonly wrong: string;
  /** Where the value is put into a configuration that is otherwise right. */
  readonly put: readonly (string | number)[];
  readonly value: unknown;
  /** The path that the problem names; where the value was put, when it is left out. */
  readonly at?: string;
  /** Parts of what the problem says. */
  readonly shows?: string;
  readonly expects: string;
  readonly advises: string;
}

/** One wrong thing gives one problem, with the path, the value, what was expected and what to write. */
export function itRefuses(
  refusals: readonly Refusal[],
  base: () => unknown = fullest,
  check: (config: unknown) => readonly Problem[] = problemsOf,
): void {
  it.each(refusals)('refuses $wrong', ({ put, value, at, shows, expects, advises }) => {
    const problems = check(withValue(base(), put, value));
    expect(problems.map(({ path }) => path)).toEqual([at ?? pathOf(put)]);
    const [problem] = problems;
    expect(problem?.value).toContain(shows ?? shown(value));
    expect(problem?.expected).toContain(expects);
    expect(problem?.fix).toContain(advises);
  });
}

function pathOf(put: readonly (string | number)[]): string {
  return put
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

function shown(value: unknown): string {
  if (value === undefined) return 'left out';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
