/** Expressions of metric math, read once with their types, so that none fails when it is evaluated. */
import jsep from 'jsep';
import { type Argument, call, WORDS } from './functions.ts';
import { binary, unary } from './operators.ts';
import { type Context, NotKnown, type Series, type Typed } from './values.ts';

/** An expression's result at each period. */
export type Evaluate = (context: Context) => Series;

/** The guide gives no precedence; it is taken as everywhere: `^` before `*`, AND before OR. */
const PRECEDENCE = { '^': 11, AND: 2, OR: 1 } as const;
for (const [operator, precedence] of Object.entries(PRECEDENCE))
  jsep.addBinaryOp(operator, precedence, operator === '^');

export interface Beside {
  /** Ids of the metrics, in their order. */
  readonly metrics: readonly string[];
  /** The other expressions, by id. */
  readonly expressions: ReadonlyMap<string, string>;
}

/** @param id of the expression whose result is wanted @throws NotKnown saying what can't be evaluated */
export function compile(id: string, beside: Beside): Evaluate {
  const result = compileCalled(id, beside, []);
  if (result.type === 'TS') return result.of;
  throw new NotKnown(result.type === 'S' ? 'a result that is a scalar' : 'a result of several time series');
}

/** @param way the expressions that are being read, which lead to this one */
function compileCalled(id: string, beside: Beside, way: readonly string[]): Typed {
  const expression = beside.expressions.get(id);
  if (expression === undefined) {
    if (!beside.metrics.includes(id)) throw new NotKnown(`the id ${id}, which nothing has`);
    return { type: 'TS', metric: id, of: ({ metrics }) => metrics.get(id) ?? [] };
  }
  if (way.includes(id)) throw new NotKnown(`a circle of expressions: ${[...way, id].join(' → ')}`);
  return new Reader(beside, [...way, id]).read(parse(expression));
}

function parse(expression: string): jsep.Expression {
  try {
    return jsep(expression);
  } catch (error) {
    throw new NotKnown(`the expression ${expression} (${(error as Error).message})`);
  }
}

class Reader {
  readonly #beside: Beside;
  readonly #way: readonly string[];

  constructor(beside: Beside, way: readonly string[]) {
    this.#beside = beside;
    this.#way = way;
  }

  read(expression: jsep.Expression): Typed {
    const node = expression as jsep.CoreExpression;
    switch (node.type) {
      case 'Literal':
        if (typeof node.value !== 'number') throw new NotKnown(`the value ${node.raw}`);
        return constant(node.value);
      case 'Identifier':
        return compileCalled(node.name, this.#beside, this.#way);
      case 'UnaryExpression':
        return unary(node.operator, this.read(node.argument));
      case 'BinaryExpression':
        return binary(node.operator, this.read(node.left), this.read(node.right));
      case 'ArrayExpression':
        return this.#array(node.elements);
      case 'CallExpression':
        return this.#call(node);
      default:
        throw new NotKnown(`the syntax of a ${node.type}`);
    }
  }

  #array(elements: readonly (jsep.Expression | null)[]): Typed {
    const parts = elements.map((each) => {
      const part = each ? this.read(each) : undefined;
      if (!part || part.type === 'S') throw new NotKnown('an array of anything but time series');
      return part;
    });
    return {
      type: 'TS[]',
      of: (context) => parts.flatMap((part) => (part.type === 'TS' ? [part.of(context)] : part.of(context))),
    };
  }

  #call({ callee, arguments: given }: jsep.CallExpression): Typed {
    const name = callee.type === 'Identifier' ? String(callee.name) : '';
    return name === 'METRICS'
      ? this.#metrics(given)
      : call(
          name,
          given.map((each) => this.#argument(each)),
        );
  }

  #argument(expression: jsep.Expression): Argument {
    const word = expression.type === 'Identifier' ? String(expression.name) : '';
    return WORDS.includes(word) ? { type: 'word', word } : this.read(expression);
  }

  #metrics(given: readonly jsep.Expression[]): Typed {
    const [part, ...more] = given.map((each) => each.value);
    if (
      more.length > 0 ||
      (part !== undefined && typeof part !== 'string') ||
      (given.length === 1 && part === undefined)
    )
      throw new NotKnown('an argument of METRICS() that is no text');
    const ids = this.#beside.metrics.filter((id) => part === undefined || id.includes(part));
    return { type: 'TS[]', of: ({ metrics }) => ids.map((id) => metrics.get(id) ?? []) };
  }
}

function constant(value: number): Typed {
  return { type: 'S', of: () => value };
}
