import { compile } from '../../../../rehearsal/world/metric-math/compile.ts';

/** `30 - 0`: values of periods, `-` where one is missing. */
const series = (picture: string) =>
  picture.split(' ').map((value) => (value === '-' ? undefined : Number(value)));
const shown = (values: readonly (number | undefined)[]) =>
  values.map((value) => value?.toString() ?? '-').join(' ');

const METRICS = {
  m1: '30 20 0 0 -',
  m2: '20 - 20 - -',
  ones: '1 1 0 0 -',
  m30: '30 - 0 0 30',
  m20: '0 0 20 - 20',
};
/** A Saturday. */
const START = Date.UTC(2027, 0, 2, 23, 58);

const beside = (expressions: Readonly<Record<string, string>>) => ({
  metrics: Object.keys(METRICS),
  expressions: new Map(Object.entries(expressions)),
});
const evaluate = (expression: string, others: Readonly<Record<string, string>> = {}) => {
  const metrics = new Map(Object.entries(METRICS).map(([id, picture]) => [id, series(picture)]));
  const starts = Array.from({ length: 5 }, (_, i) => START + i * 60_000);
  const run = compile('result', beside({ ...others, result: expression }));
  return shown(run({ metrics, periodSeconds: 60, starts }));
};

describe("CloudWatch's guide", () => {
  it.each([
    // "Comparison and logical operators"
    ['m1 < m2', '0 0 1 0 -'],
    ['m1 >= 30', '1 0 0 0 -'],
    ['m1 > 15 AND m2 > 15', '1 0 0 0 -'],
    // "Using IF expressions"
    ['IF(ones, m30, m20)', '30 0 20 - -'],
    ['IF(ones, 5, m20)', '5 5 20 - -'],
    ['IF(ones, m30, 5)', '30 0 5 5 -'],
  ])('has a table for %s', (expression, expected) => expect(evaluate(expression)).toBe(expected));
});

it.each([
  ['m1 + m2', '50 20 20 0 -'],
  ['m1 - 1', '29 19 -1 -1 -'],
  ['100 * m2 / m1', '66.66666666666667 0 - - -'],
  ['2 + 3 * ones', '5 5 2 2 -'],
  ['(2 + 3) * ones', '5 5 0 0 -'],
  ['2 * ones ^ 2 ^ 3', '2 2 0 0 -'],
  ['2 ^ 3 ^ 2 * ones', '512 512 0 0 -'],
  ['-m1', '-30 -20 0 0 -'],
  ['m1 == 0 || m2 != 0', '1 0 1 1 -'],
  ['m1 > 25 OR m1 < 1 AND m2 > 25', '1 0 0 0 -'],
  ['m1 > 25 && m2 <= 20', '1 0 0 0 -'],
])('operators: %s', (expression, expected) => expect(evaluate(expression)).toBe(expected));

it.each([
  ['SUM([m1, m2])', '50 20 20 0 -'],
  ['AVG([m1, m2])', '25 10 10 0 -'],
  ['MIN([m1, m2])', '20 20 0 0 -'],
  ['MAX([m1, m2])', '30 20 20 0 -'],
  ['STDDEV([m1, m2])', '5 0 10 0 -'],
  ['DATAPOINT_COUNT([m1, m2])', '2 1 2 1 -'],
  ['SUM([m1, m2] / 10)', '5 2 2 0 -'],
  ['m1 - AVG(m1)', '17.5 7.5 -12.5 -12.5 -'],
  ['m1 / MAX(m1)', '1 0.6666666666666666 0 0 -'],
  ['m1 / SUM(m1) + MIN(m1) * STDDEV(m1)', '0.6 0.4 0 0 -'],
  ['SUM(METRICS("m"))', '80 20 40 0 50'],
  ['SUM(METRICS())', '81 21 40 0 50'],
  ['m1 * METRIC_COUNT(METRICS())', '150 100 0 0 -'],
  ['FIRST(METRICS("m"))', '30 20 0 0 -'],
  ['LAST(METRICS())', '0 0 20 - 20'],
  ['ABS(0 - m1)', '30 20 0 0 -'],
  ['CEIL(m1 / 40)', '1 1 0 0 -'],
  ['FLOOR(m1 / 15)', '2 1 0 0 -'],
  ['LOG10(m2 * 5)', '2 - 2 - -'],
  ['LOG(ones)', '0 0 - - -'],
  ['DIFF(m2)', '- - 0 - -'],
  ['DIFF(m1)', '- -10 -20 0 -'],
  ['DIFF_TIME(m2)', '- - 120 - -'],
  ['RATE(m20)', '- 0 0.3333333333333333 - 0'],
  ['RATE(m30)', '- - -0.25 0 0.5'],
  ['RUNNING_SUM(m2)', '20 - 40 - -'],
  ['m1 / PERIOD(m1)', '0.5 0.3333333333333333 0 0 -'],
  ['TIME_SERIES(MAX(m1))', '30 30 30 30 30'],
  ['FILL(m2, 7)', '20 7 20 7 7'],
  ['FILL(m2, m1)', '20 20 20 0 -'],
  ['FILL(m2, REPEAT)', '20 20 20 20 20'],
  ['FILL(m30, LINEAR)', '30 15 0 0 30'],
  ['FILL(m2, LINEAR)', '20 20 20 - -'],
  ['FILL(IF(m1 < 25, m1), LINEAR)', '- 20 0 0 -'],
  ['SUM(FILL(METRICS("m"), 1))', '80 22 40 2 52'],
  ['IF(m1 < 25, m1)', '- 20 0 0 -'],
  ['IF(1, m2, m1)', '20 - 20 - -'],
  ['IF(0, m2, 4)', '4 4 4 4 4'],
  ['MINUTE(m1)', '58 59 0 1 2'],
  ['HOUR(m1) + 100 * DAY(m1)', '623 623 700 700 700'],
  ['DATE(m1) + 100 * MONTH(m1) + 10000 * YEAR(m1)', '20270102 20270102 20270103 20270103 20270103'],
])('functions: %s', (expression, expected) => expect(evaluate(expression)).toBe(expected));

it('reads other expressions by their ids', () => {
  expect(evaluate('IF(rate > 50, 1, 0)', { rate: '100 * errors / m1', errors: 'm2 + 0' })).toBe('1 0 - - -');
});

it.each([
  ['SORT(METRICS(), AVG, DESC)', 'the id AVG, which nothing has'],
  ['SLICE(METRICS(), 1)', 'the function SLICE'],
  ['sum([m1, m2])', 'the function sum'],
  ['m1 % 2', 'the operator %'],
  ['!m1', 'the operator !'],
  ['m1 > 1 ? m1 : m2', 'the syntax of a ConditionalExpression'],
  ['m1 m2', 'the syntax of a Compound'],
  ['m1 +', 'the expression m1 + ('],
  ['m9 * 2', 'the id m9, which nothing has'],
  ['AVG(m1)', 'a result that is a scalar'],
  ['METRICS()', 'a result of several time series'],
  ['METRICS() > 2', 'TS[] > S'],
  ['[m1, m2] + [m2, m1]', 'TS[] + TS[]'],
  ['[m1, 2]', 'an array of anything but time series'],
  ['ABS(3) * m1', 'an argument of type S, in ABS()'],
  ['PERIOD(m1 + m2) * m1', 'something that is no metric, in PERIOD()'],
  ['FILL(m1, ZERO)', 'the id ZERO, which nothing has'],
  ['FILL(m1)', 'two arguments missing, in FILL()'],
  ['IF(1, 2, 3)', 'scalars alone, in IF()'],
  ['m1 + REPEAT', 'the id REPEAT, which nothing has'],
  ['METRICS(m1)', 'an argument of METRICS() that is no text'],
  ['m1 == "x"', 'the value "x"'],
])('refuses %s by name', (expression, what) => expect(() => evaluate(expression)).toThrow(what));

it('refuses expressions that rest on themselves', () => {
  expect(() => evaluate('a + 1', { a: 'b * 2', b: 'a' })).toThrow(
    /^a circle of expressions: result → a → b → a$/,
  );
});
