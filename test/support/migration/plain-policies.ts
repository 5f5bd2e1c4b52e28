/**
 * What a policy says, judged as plainly as possible for a request of which everything is known: an oracle for the evaluator,
 * with which it shares nothing but the types.
 */
import type {
  Condition,
  Context,
  Listed,
  Statement,
} from '../../../lambdas/migration/domain/access/policy.ts';

export interface PlainRequest {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** Every key that a policy may ask for. */
  readonly context: Context;
}

export interface PlainAnswer {
  readonly denied: boolean;
  readonly allowed: boolean;
  readonly delegated: boolean;
}

export function plainly(statements: readonly Statement[], request: PlainRequest): PlainAnswer {
  const root = request.role.replace(/:role\/.*/, ':root');
  const answer = { denied: false, allowed: false, delegated: false };
  for (const { effect, principals, actions, resources, conditions } of statements) {
    if (!lists(actions, request.action, 'i') || !lists(resources, request.resource, '')) continue;
    if (!conditions.every((condition) => holds(condition, request.context))) continue;
    const toRole = principals.aws.includes('*') || principals.aws.includes(request.role);
    const toAccount = principals.aws.includes(root) || principals.aws.includes(root.split(':')[4] ?? '');
    if (effect === 'Deny' && (toRole || toAccount)) answer.denied = true;
    if (effect === 'Allow' && toRole) answer.allowed = true;
    if (effect === 'Allow' && toAccount) answer.delegated = true;
  }
  return answer;
}

function lists({ negated, patterns }: Listed, text: string, flags: string): boolean {
  return patterns.some((pattern) => expression(pattern, flags).test(text)) !== negated;
}

function expression(pattern: string, flags: string): RegExp {
  const parts = [...pattern].map((c) =>
    c === '*' ? '.*' : c === '?' ? '.' : `\\u{${c.codePointAt(0)?.toString(16)}}`,
  );
  return new RegExp(`^${parts.join('')}$`, `su${flags}`);
}

function holds({ operator, key, values }: Condition, context: Context): boolean {
  const actual = context[key.toLowerCase()] ?? [];
  if (operator === 'Null') return values.some((value) => (value === 'true') === (actual.length === 0));
  if (operator.endsWith('IfExists'))
    return actual.length === 0 || holds({ operator: operator.replace('IfExists', ''), key, values }, context);
  const [set, name = ''] = operator.includes(':') ? operator.split(':') : ['', operator];
  const passes = (value: string): boolean => {
    const hit = values.some((wanted) =>
      name.includes('Like')
        ? expression(wanted, '').test(value)
        : name.includes('IgnoreCase') || name === 'Bool'
          ? wanted.toUpperCase() === value.toUpperCase()
          : wanted === value,
    );
    return name.includes('Not') ? !hit : hit;
  };
  if (set === 'ForAllValues') return actual.every(passes);
  if (set === 'ForAnyValue') return actual.some(passes);
  if (actual.length === 0) return name.includes('Not');
  return passes(actual[0] ?? '');
}
