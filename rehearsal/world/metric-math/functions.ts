/** Functions of metric math. Source: "Functions supported for metric math" in CloudWatch's user guide. */
import { perPoint, perSeries } from './operators.ts';
import { type Context, existing, NotKnown, type Series, type Typed } from './values.ts';

/** An argument, or a word that stands for itself: `REPEAT`. */
export type Argument = Typed | { readonly type: 'word'; readonly word: string };

type Function = (args: readonly Argument[]) => Typed;

/** @throws NotKnown for one that isn't computed here, and for arguments that it doesn't take */
export function call(name: string, args: readonly Argument[]): Typed {
  const known = FUNCTIONS.get(name);
  if (!known) throw new NotKnown(`the function ${name}`);
  try {
    return known(args);
  } catch (error) {
    if (error instanceof NotKnown) throw new NotKnown(`${error.message}, in ${name}()`);
    throw error;
  }
}

/** Of one series a scalar over its points; of several, a series of the points of the same time. */
function aggregate(
  over: (values: readonly number[]) => number,
  across: (values: readonly number[], series: number) => number = over,
): Function {
  return (args) => {
    const of = only(args);
    if (of.type === 'TS') return { type: 'S', of: (context) => over(existing(of.of(context))) };
    if (of.type !== 'TS[]') throw notTaken(of);
    return {
      type: 'TS',
      of: (context) => {
        const all = of.of(context);
        return context.starts.map((_, i) => {
          const values = existing(all.map((series) => series[i]));
          return values.length === 0 ? undefined : across(values, all.length);
        });
      },
    };
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

function onPoints(f: (value: number) => number): Function {
  return (args) => perPoint(f, seriesOf(only(args)));
}

function onSeries(f: (series: Series, context: Context) => Series): Function {
  return (args) => {
    const of = seriesOf(only(args));
    if (of.type === 'TS') return { type: 'TS', of: (context) => f(of.of(context), context) };
    if (of.type === 'TS[]')
      return { type: 'TS[]', of: (context) => of.of(context).map((series) => f(series, context)) };
    throw notTaken(of);
  };
}

/** Something of each existing point and the existing one before it. */
function ofNeighbours(f: (step: number, seconds: number) => number): Function {
  return onSeries((series, { starts }) => {
    let before: number | undefined;
    return series.map((value, i) => {
      const last = before;
      if (value !== undefined) before = i;
      if (value === undefined || last === undefined) return undefined;
      const seconds = ((starts[i] as number) - (starts[last] as number)) / 1000;
      return f(value - (series[last] as number), seconds);
    });
  });
}

function ofTime(f: (time: Date) => number): Function {
  return onSeries((_, { starts }) => starts.map((start) => f(new Date(start))));
}

function runningSum(series: Series): Series {
  let total = 0;
  return series.map((value) => {
    if (value === undefined) return undefined;
    total += value;
    return total;
  });
}

function fill(args: readonly Argument[]): Typed {
  const [of, filler, ...more] = args;
  if (of === undefined || filler === undefined || more.length > 0)
    throw new NotKnown('two arguments missing');
  const series = seriesOf(of);
  if (filler.type === 'word') {
    if (filler.word === 'REPEAT') return perSeries(repeated, series);
    if (filler.word === 'LINEAR') return perSeries(interpolated, series);
    throw new NotKnown(`the filler ${filler.word}`);
  }
  if (filler.type === 'TS[]') throw notTaken(filler);
  const filled = (each: Series, context: Context): Series => {
    const value = filler.of(context);
    return each.map((point, i) => point ?? (typeof value === 'number' ? value : value[i]));
  };
  return onSeries(filled)([series]);
}

function repeated(series: Series): Series {
  let last: number | undefined;
  return series.map((value) => (last = value ?? last));
}

/** Points before the first and after the last that exist stay missing. */
function interpolated(series: Series): Series {
  return series.map((value, i) => {
    if (value !== undefined) return value;
    const before = series.findLastIndex((each, at) => at < i && each !== undefined);
    const after = series.findIndex((each, at) => at > i && each !== undefined);
    if (before < 0 || after < 0) return undefined;
    const [from, to] = [series[before] as number, series[after] as number];
    return from + ((to - from) * (i - before)) / (after - before);
  });
}

/** Source: "Using IF expressions" in the user guide. */
function when(args: readonly Argument[]): Typed {
  const [condition, yes, no, ...more] = args;
  if (condition === undefined || yes === undefined || more.length > 0)
    throw new NotKnown('two or three arguments missing');
  const [test, whenTrue, whenFalse] = [condition, yes, no].map((each) => (each ? pointsOf(each) : undefined));
  if ([condition, yes, no].every((each) => each === undefined || each.type === 'S'))
    throw new NotKnown('scalars alone');
  return {
    type: 'TS',
    of: (context) => {
      const [tests, trues, falses] = [test, whenTrue, whenFalse].map((each) => each?.(context));
      return context.starts.map((_, i) => {
        const is = tests?.[i];
        if (is === undefined) return undefined;
        if (is === 0) return falses?.[i];
        // Of a condition that is a series, what is missing counts as 0.
        return trues?.[i] ?? (condition.type === 'TS' ? 0 : undefined);
      });
    },
  };
}

function pointsOf(of: Argument): (context: Context) => Series {
  if (of.type === 'TS') return of.of;
  if (of.type === 'S') return (context) => context.starts.map(() => of.of(context));
  throw notTaken(of);
}

function nth(at: 0 | -1): Function {
  return (args) => {
    const of = only(args);
    if (of.type !== 'TS[]') throw notTaken(of);
    return { type: 'TS', of: (context) => of.of(context).at(at) ?? context.starts.map(() => undefined) };
  };
}

const FUNCTIONS: ReadonlyMap<string, Function> = new Map<string, Function>([
  ['SUM', aggregate(sum)],
  // What only some of the series lack counts as 0.
  ['AVG', aggregate(mean, (values, series) => sum(values) / series)],
  ['MIN', aggregate((values) => Math.min(...values))],
  ['MAX', aggregate((values) => Math.max(...values))],
  ['STDDEV', aggregate(deviation)],
  ['DATAPOINT_COUNT', aggregate((values) => values.length)],
  ['ABS', onPoints(Math.abs)],
  ['CEIL', onPoints(Math.ceil)],
  ['FLOOR', onPoints(Math.floor)],
  ['LOG', onPoints(Math.log)],
  ['LOG10', onPoints(Math.log10)],
  ['DIFF', ofNeighbours((step) => step)],
  ['DIFF_TIME', ofNeighbours((_, seconds) => seconds)],
  ['RATE', ofNeighbours((step, seconds) => step / seconds)],
  ['RUNNING_SUM', onSeries(runningSum)],
  ['FILL', fill],
  ['IF', when],
  ['FIRST', nth(0)],
  ['LAST', nth(-1)],
  ['PERIOD', (args) => periodOf(only(args))],
  ['METRIC_COUNT', (args) => countOf(only(args))],
  ['TIME_SERIES', (args) => timeSeries(only(args))],
  ['MINUTE', ofTime((time) => time.getUTCMinutes())],
  ['HOUR', ofTime((time) => time.getUTCHours())],
  // Monday is 1, Sunday 7.
  ['DAY', ofTime((time) => time.getUTCDay() || 7)],
  ['DATE', ofTime((time) => time.getUTCDate())],
  ['MONTH', ofTime((time) => time.getUTCMonth() + 1)],
  ['YEAR', ofTime((time) => time.getUTCFullYear())],
  ['EPOCH', ofTime((time) => time.getTime() / 1000)],
]);

/** Words that the functions take as arguments. */
export const WORDS = ['REPEAT', 'LINEAR'];

function periodOf(of: Argument): Typed {
  if (of.type !== 'TS' || of.metric === undefined) throw new NotKnown('something that is no metric');
  return { type: 'S', of: ({ periodSeconds }) => periodSeconds };
}

function countOf(of: Argument): Typed {
  if (of.type !== 'TS[]') throw notTaken(of);
  return { type: 'S', of: (context) => of.of(context).length };
}

function timeSeries(of: Argument): Typed {
  if (of.type !== 'S') throw notTaken(of);
  return { type: 'TS', of: pointsOf(of) };
}

function only(args: readonly Argument[]): Argument {
  const [of, ...more] = args;
  if (of === undefined || more.length > 0) throw new NotKnown(`${args.length} arguments`);
  return of;
}

function seriesOf(of: Argument): Typed {
  if (of.type === 'word' || of.type === 'S') throw notTaken(of);
  return of;
}

function notTaken(of: Argument): NotKnown {
  return new NotKnown(of.type === 'word' ? `the word ${of.word}` : `an argument of type ${of.type}`);
}
