import {
  ATTACHED_POLICIES_LIMIT,
  INLINE_POLICY_LIMIT,
  MANAGED_POLICY_LIMIT,
} from '../../../lib/shared/iam/policy-limits.ts';
import type { Template, Value } from './template.ts';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** The statements of all policies of the role with this ARN: its own one and those that it shares. */
export function statementsOf(template: Template, roleArn: Value | undefined): Statement[] {
  const role = template
    .resources('AWS::IAM::Role')
    .find(({ id }) => roleArn === `arn:aws:iam::111122223333:role/Shop-${id}`);
  if (!role) throw new Error(`No role ${String(roleArn)}`);
  const { own, shared } = documentsOf(template, role.id);
  return [...own, ...shared].flatMap((document) =>
    document.Statement.map((statement) => ({
      ...statement,
      Action: list(statement.Action),
      Resource: list(statement.Resource),
    })),
  );
}

interface Document {
  readonly Statement: readonly Statement[];
}

/** The documents of a role's policies. */
function documentsOf(template: Template, roleId: string): Record<'own' | 'shared', readonly Document[]> {
  const { Properties } = template.resources('AWS::IAM::Role').find(({ id }) => id === roleId) ?? {};
  const own = (Properties?.Policies ?? []) as unknown as { PolicyDocument: Document }[];
  const arns = (Properties?.ManagedPolicyArns ?? []) as readonly string[];
  const managed = new Map(
    template
      .resources('AWS::IAM::ManagedPolicy')
      .map(({ id, Properties }) => [template.resolve({ Ref: id }) as unknown, Properties.PolicyDocument]),
  );
  const shared = arns.map((arn) => {
    const document = managed.get(arn);
    if (!document) throw new Error(`No policy ${arn} of ${roleId}`);
    return document as unknown as Document;
  });
  return { own: own.map(({ PolicyDocument }) => PolicyDocument), shared };
}

/** By state: what its function may do. */
export function functionStatements(template: Template): ReadonlyMap<string, Statement[]> {
  return new Map(
    template
      .resources('AWS::Lambda::Function')
      .map(({ Properties }) => [
        String(Properties.FunctionName).replace(/^.*-/, ''),
        statementsOf(template, Properties.Role),
      ]),
  );
}

/** What Lambda itself does with every function's role: it writes the log and the traces. */
export const BY_LAMBDA: readonly string[] = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** What statements allow the code of a function: all but what Lambda itself does. */
export function ownActionsOf(statements: readonly Statement[]): string[] {
  return actionsOf(statements).filter((action) => !BY_LAMBDA.includes(action));
}

/** What statements allow. */
export function actionsOf(statements: readonly Statement[]): string[] {
  return statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => [...Action]);
}

/** The lengths of a role's policies as IAM counts them, without white space: of its own ones together, and of each shared one. */
export function policySizes(
  template: Template,
  roleId: string,
): { readonly own: number; readonly shared: readonly number[] } {
  const { own, shared } = documentsOf(template, roleId);
  const sizeOf = (document: Document): number => JSON.stringify(document).length;
  return { own: own.reduce((sum, each) => sum + sizeOf(each), 0), shared: shared.map(sizeOf) };
}

/** Checks that IAM takes all policies of every role of a template. */
export function expectPoliciesToFit(template: Template): void {
  for (const { id } of template.resources('AWS::IAM::Role')) {
    const { own, shared } = policySizes(template, id);
    expect(own).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
    expect(Math.max(0, ...shared)).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
    expect(shared.length).toBeLessThanOrEqual(ATTACHED_POLICIES_LIMIT);
  }
}
