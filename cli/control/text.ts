import { bold } from '../../rehearsal/text/style.ts';

const LABEL = 10;

export function row(label: string, text: string): string {
  return `  ${label.padEnd(LABEL)}${text}`;
}

/** Nothing where there are no lines. */
export function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', bold(heading), ...lines.map((line) => `  ${line}`)];
}

/** Nobody reads those. */
export function withoutMilliseconds<Status>(status: Status): Status {
  return JSON.parse(JSON.stringify(status), (_key, value) =>
    typeof value === 'string' ? value.replace(/(T\d\d:\d\d:\d\d)\.\d{3}Z/g, '$1Z') : value,
  );
}
