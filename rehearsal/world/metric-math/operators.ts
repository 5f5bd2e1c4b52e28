/** Operators of metric math. Source: "Basic arithmetic functions", "Comparison and logical operators" in CloudWatch's user guide. */
import { mapped, NotKnown, paired, type Series, type Typed } from './values.ts';

type OfNumbers = (a: number, b: number) => number;

const ARITHMETIC: Readonly<Record<string, OfNumbers>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};

const and: OfNumbers = (a, b) => Number(a !== 0 && b !== 0);
const or: OfNumbers = (a, b) => Number(a !== 0 || b !== 0);

const LOGIC: Readonly<Record<string, OfNumbers>> = {
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  AND: and,
  '&&': and,
  OR: or,
  '||': or,
};

/** @throws NotKnown */
export function binary(operator: string, left: Typed, right: Typed): Typed {
  const arithmetic = ARITHMETIC[operator];
  const f = arithmetic ?? LOGIC[operator];
  if (!f) throw new NotKnown(`the operator ${operator}`);
  const areArrays = [left.type, right.type].filter((type) => type === 'TS[]').length;
  if (areArrays > (arithmetic ? 1 : 0)) throw new NotKnown(`${left.type} ${operator} ${right.type}`);
  return combined(f, left, right);
}

/** @throws NotKnown */
export function unary(operator: string, of: Typed): Typed {
  if (operator === '-') return perPoint((value) => -value, of);
  if (operator === '+') return of;
  throw new NotKnown(`the operator ${operator}`);
}

export function perPoint(f: (value: number) => number, of: Typed): Typed {
  if (of.type === 'S') return { type: 'S', of: (context) => f(of.of(context)) };
  return perSeries((series) => mapped(series, f), of);
}

/** @throws NotKnown for a scalar */
export function perSeries(f: (series: Series) => Series, of: Typed): Typed {
  if (of.type === 'TS') return { type: 'TS', of: (context) => f(of.of(context)) };
  if (of.type === 'TS[]') return { type: 'TS[]', of: (context) => of.of(context).map(f) };
  throw new NotKnown('a scalar where a time series belongs');
}

function combined(f: OfNumbers, left: Typed, right: Typed): Typed {
  if (left.type === 'S') return withScalar(right, left, (value, scalar) => f(scalar, value));
  if (right.type === 'S') return withScalar(left, right, f);
  if (left.type === 'TS' && right.type === 'TS')
    return { type: 'TS', of: (context) => paired(left.of(context), right.of(context), f) };
  if (left.type === 'TS[]' && right.type === 'TS')
    return {
      type: 'TS[]',
      of: (context) => left.of(context).map((each) => paired(each, right.of(context), f)),
    };
  if (left.type === 'TS' && right.type === 'TS[]')
    return {
      type: 'TS[]',
      of: (context) => right.of(context).map((each) => paired(left.of(context), each, f)),
    };
  throw new NotKnown(`${left.type} beside ${right.type}`);
}

function withScalar(of: Typed, scalar: Extract<Typed, { type: 'S' }>, f: OfNumbers): Typed {
  if (of.type === 'S') return { type: 'S', of: (context) => f(of.of(context), scalar.of(context)) };
  const at = (series: Series, value: number) => mapped(series, (each) => f(each, value));
  if (of.type === 'TS') return { type: 'TS', of: (context) => at(of.of(context), scalar.of(context)) };
  return {
    type: 'TS[]',
    of: (context) => of.of(context).map((series) => at(series, scalar.of(context))),
  };
}
