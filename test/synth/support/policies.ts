import type { Template, Value } from './template.ts';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** The statements of every inline policy of the role with this ARN; its only policies. */
export function statementsOf(template: Template, roleArn: Value | undefined): Statement[] {
  const role = template
    .resources('AWS::IAM::Role')
    .find(({ id }) => roleArn === `arn:aws:iam::111122223333:role/Shop-${id}`);
  if (!role) throw new Error(`No role ${String(roleArn)}`);
  const policies = (role.Properties.Policies ?? []) as unknown as {
    PolicyDocument: { Statement: Statement[] };
  }[];
  return policies.flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map((statement) => ({
      ...statement,
      Action: list(statement.Action),
      Resource: list(statement.Resource),
    })),
  );
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

/** The length of a role's inline policies as IAM counts it: without white space. */
export function inlineSize(template: Template, roleId: string): number {
  const role = template.resources('AWS::IAM::Role').find(({ id }) => id === roleId);
  const policies = (role?.Properties.Policies ?? []) as unknown as { PolicyDocument: unknown }[];
  return policies.reduce((sum, { PolicyDocument }) => sum + JSON.stringify(PolicyDocument).length, 0);
}
