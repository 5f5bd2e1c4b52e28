/** Patterns of metric filters on JSON, as far as the stacks have them. Source: "Filter pattern syntax" of CloudWatch Logs. */

/** `$.result.groups >= 0`, `$.message = "done"` */
const CONDITION = /^\(?\s*\$\.([\w.]+)\s*(=|!=|>=)\s*(?:"([^"]*)"|(-?\d+(?:\.\d+)?))\s*\)?$/;

/** Whether a line is counted. @throws for a pattern in another form */
export function isMatched(pattern: string, line: string): boolean {
  const [, inner] = /^\{\s*(.*?)\s*\}$/.exec(pattern) ?? [];
  if (inner === undefined) throw new Error(`${pattern} is no pattern on JSON: adapt ${import.meta.filename}`);
  if (!line.startsWith('{')) return false;
  const logged: unknown = JSON.parse(line);
  return inner.split('&&').every((part) => holds(part.trim(), logged));
}

function holds(condition: string, logged: unknown): boolean {
  const [, path = '', operator, text, number] = CONDITION.exec(condition) ?? [];
  if (operator === undefined)
    throw new Error(`The condition ${condition} is not known here: adapt ${import.meta.filename}`);
  const value = path
    .split('.')
    .reduce((of: unknown, key) => (of as Record<string, unknown> | undefined)?.[key], logged);
  if (operator === '>=') return typeof value === 'number' && value >= Number(number);
  const wanted = text ?? Number(number);
  return operator === '=' ? value === wanted : value !== undefined && value !== wanted;
}
