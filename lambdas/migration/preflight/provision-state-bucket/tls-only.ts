/** The statement of a bucket policy that refuses requests without TLS: recognised in a policy, and added to one. */

const SID = 'KopsCutoverTlsOnly';

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** True when the policy denies everybody every action on the bucket and its objects without TLS. @param arn the bucket's */
export function isTlsOnly(policy: string, arn: string): boolean {
  const denying = statementsOf(parse(policy)).filter(deniesWithoutTls);
  const covered = denying.flatMap((statement) => list(statement.Resource));
  const covers = (resource: string) => covered.some((c) => c === '*' || c === resource || c === `${arn}*`);
  return covers(arn) && covers(`${arn}/*`);
}

/**
 * `policy` with the statement added; all else stays as it is, be it ever so strange.
 * @param policy JSON, or undefined where the bucket has none
 * @throws SyntaxError when the policy is not a JSON object
 */
export function withTlsOnly(policy: string | undefined, arn: string): string {
  const held = policy === undefined ? { Version: '2012-10-17' } : parse(policy);
  const statement = {
    Sid: SID,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const others = statementsOf(held).filter((each) => (each as { Sid?: unknown }).Sid !== SID);
  return JSON.stringify({ ...held, Statement: [...others, statement] });
}

function deniesWithoutTls({ Effect, Principal, Action, Condition }: Statement): boolean {
  const everybody =
    Principal === '*' || list((Principal as { AWS?: unknown } | undefined)?.AWS).includes('*');
  const everything = list(Action).some((action) => action === '*' || action.toLowerCase() === 's3:*');
  return Effect === 'Deny' && everybody && everything && isOnlyWithoutTls(Condition);
}

/** The one condition must be the lack of TLS: any other beside it would let requests through. */
function isOnlyWithoutTls(condition: unknown): boolean {
  const operators = entries(condition).flatMap(([operator, keys]) =>
    entries(keys).map(([key, value]) => ({ operator, key: key.toLowerCase(), values: list(value) })),
  );
  const [only, ...others] = operators;
  if (!only || others.length > 0 || only.key !== 'aws:securetransport') return false;
  return /^Bool(IfExists)?$/.test(only.operator) && only.values.length === 1 && only.values[0] === 'false';
}

function parse(policy: string): Record<string, unknown> {
  const value: unknown = JSON.parse(policy);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new SyntaxError(`The bucket policy is not a JSON object: ${policy}`);
}

function statementsOf(policy: Record<string, unknown>): Statement[] {
  const { Statement = [] } = policy;
  return Array.isArray(Statement) ? Statement : [Statement as Statement];
}

/** IAM writes one value with or without brackets, and booleans with or without quotes. */
function list(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
