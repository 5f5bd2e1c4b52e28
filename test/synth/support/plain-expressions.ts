/**
 * Expressions that are so plain that there is one reading of them: `$replacement`, `$states.input.outcome = 'gone'`. They
 * are nearly all that a machine evaluates, and JSONata takes a hundred times as long for them. Whatever is not as plain as
 * that, or leads through or to anything but an object's own field, is left to JSONata.
 */

/** What an expression says of these variables; undefined where JSONata has to say. */
export type PlainExpression = (variables: Readonly<Record<string, unknown>>) => unknown;

const PATH = String.raw`\$([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)`;
const PLAIN_PATH = new RegExp(`^\\s*${PATH}\\s*$`);
const PLAIN_COMPARISON = new RegExp(`^\\s*${PATH} = '([^'\\\\]*)'\\s*$`);

/** Undefined for an expression that is not plain. */
export function plainExpression(expression: string): PlainExpression | undefined {
  const [, path] = PLAIN_PATH.exec(expression) ?? [];
  if (path !== undefined) return pathOf(path.split('.'));
  const comparisons = expression.split(' and ').map((part) => comparison(part));
  return comparisons.every((one) => one !== undefined) ? allOf(comparisons) : undefined;
}

/** A variable itself may be a list: what leads through one, or to one, JSONata flattens. */
function pathOf(keys: readonly string[]): PlainExpression {
  return (variables) => {
    const value = walk(keys, variables);
    return Array.isArray(value) && keys.length > 1 ? undefined : value;
  };
}

function comparison(expression: string): PlainExpression | undefined {
  const [, path, text] = PLAIN_COMPARISON.exec(expression) ?? [];
  if (path === undefined) return undefined;
  const keys = path.split('.');
  return (variables) => {
    const value = walk(keys, variables);
    return typeof value === 'string' ? value === text : undefined;
  };
}

function allOf(comparisons: readonly PlainExpression[]): PlainExpression {
  return (variables) => {
    let holds = true;
    for (const one of comparisons) {
      const value = one(variables);
      if (value === undefined) return undefined;
      holds &&= value === true;
    }
    return holds;
  };
}

function walk(keys: readonly string[], variables: Readonly<Record<string, unknown>>): unknown {
  let value: unknown = variables;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return typeof value === 'function' ? undefined : value;
}
