/**
 * Whether a condition of a policy is met. Source: "IAM JSON policy elements: Condition operators" and "Multivalued context
 * keys", https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import type { Condition, Context } from './policy.ts';
import { all, any, known, not, type Truth } from './truth.ts';
import { matches, matchesArn } from './wildcard.ts';

interface Comparison {
  /** One value of the request with one of the policy. */
  readonly compare: (actual: string, wanted: string) => boolean;
  /** Met if no value of the policy fits. */
  readonly negated: boolean;
}

const equal = (actual: string, wanted: string) => actual === wanted;
const equalInAnyCase = (actual: string, wanted: string) => actual.toLowerCase() === wanted.toLowerCase();
const like = (actual: string, wanted: string) => matches(wanted, actual);
const likeArn = (actual: string, wanted: string) => matchesArn(wanted, actual);

/** By name, in lower case. All others (numbers, dates, addresses) are about what no check can know beforehand. */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['stringequals', { compare: equal, negated: false }],
  ['stringnotequals', { compare: equal, negated: true }],
  ['stringequalsignorecase', { compare: equalInAnyCase, negated: false }],
  ['stringnotequalsignorecase', { compare: equalInAnyCase, negated: true }],
  ['stringlike', { compare: like, negated: false }],
  ['stringnotlike', { compare: like, negated: true }],
  ['arnequals', { compare: likeArn, negated: false }],
  ['arnlike', { compare: likeArn, negated: false }],
  ['arnnotequals', { compare: likeArn, negated: true }],
  ['arnnotlike', { compare: likeArn, negated: true }],
  ['bool', { compare: equalInAnyCase, negated: false }],
]);

interface Operator {
  readonly over: 'one' | 'foranyvalue' | 'forallvalues';
  readonly name: string;
  readonly ifExists: boolean;
}

export function isMet({ operator, key, values }: Condition, context: Context): Truth {
  const actual = Object.hasOwn(context, key.toLowerCase()) ? context[key.toLowerCase()] : undefined;
  if (!actual) return 'unknown';
  const { over, name, ifExists } = partsOf(operator);
  if (name === 'null')
    return any(values.map((value) => known((value.toLowerCase() === 'true') === (actual.length === 0))));
  const comparison = COMPARISONS.get(name);
  if (!comparison) return 'unknown';
  if (actual.length === 0)
    return known(ifExists || over === 'forallvalues' || isMetByNothing(over, comparison));
  const each = actual.map((value) => compareOne(value, values, comparison));
  if (over === 'forallvalues') return all(each);
  if (over === 'foranyvalue') return any(each);
  // What AWS makes of several values without a set operator isn't documented.
  return each.length === 1 ? all(each) : 'unknown';
}

/** A request without the key differs from everything. */
function isMetByNothing(over: Operator['over'], { negated }: Comparison): boolean {
  return over === 'one' && negated;
}

function compareOne(actual: string, wanted: readonly string[], { compare, negated }: Comparison): Truth {
  const fits = any(wanted.map((value) => (hasVariable(value) ? 'unknown' : known(compare(actual, value)))));
  return negated ? not(fits) : fits;
}

/** `${aws:username}`: whatever the request has there. */
function hasVariable(value: string): boolean {
  return value.includes('${');
}

function partsOf(operator: string): Operator {
  const [, set = '', rest = ''] = /^(?:(foranyvalue|forallvalues):)?(.*)$/.exec(operator.toLowerCase()) ?? [];
  const ifExists = rest.endsWith('ifexists');
  return {
    over: set === 'foranyvalue' || set === 'forallvalues' ? set : 'one',
    name: ifExists ? rest.slice(0, -'ifexists'.length) : rest,
    ifExists,
  };
}
