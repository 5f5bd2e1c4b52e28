import type { RoleView } from '../emulator/emulator.ts';
import type { CallLog } from './request/calls.ts';

/** An action that a role may have though no call needs it. */
export interface UnusedException {
  /** Action as the policy writes it. */
  readonly action: string;
  /** A part of the role's or its function's name; without it, all roles are meant. */
  readonly role?: string;
  readonly reason: string;
}

export interface UnusedAction {
  readonly role: string;
  readonly functions: readonly string[];
  readonly policy: string;
  readonly action: string;
  readonly resources: readonly string[];
}

export interface UnusedReport {
  /** Allowed, never used, and nobody said why. */
  readonly unused: readonly UnusedAction[];
  readonly excused: readonly (UnusedAction & { readonly reason: string })[];
  /** Exceptions that excuse nothing any more. */
  readonly idleExceptions: readonly UnusedException[];
}

/**
 * What the functions' roles allow and no call used: each action of each Allow statement is used by a call of that
 * role on one of the statement's resources. Throws for statements that name what they do *not* mean.
 */
export function unusedActions(
  calls: Pick<CallLog, 'usedBy'>,
  roles: readonly RoleView[],
  exceptions: readonly UnusedException[],
): UnusedReport {
  const unused = roles
    .filter(({ functions }) => functions.length > 0)
    .flatMap((role) => {
      const used = calls.usedBy(role.role);
      return allowedActions(role).filter((allowed) => !isUsed(allowed, used));
    });
  const excuses = unused.map((each) => exceptions.find((exception) => isExcusedBy(each, exception)));
  return {
    unused: unused.filter((_, index) => excuses[index] === undefined),
    excused: unused.flatMap((each, index) => {
      const reason = excuses[index]?.reason;
      return reason === undefined ? [] : [{ ...each, reason }];
    }),
    idleExceptions: exceptions.filter((exception) => !excuses.includes(exception)),
  };
}

function isExcusedBy(action: UnusedAction, exception: UnusedException): boolean {
  const { role } = exception;
  const names = [action.role, ...action.functions];
  return (
    exception.action === action.action && (role === undefined || names.some((name) => name.includes(role)))
  );
}

function isUsed(allowed: UnusedAction, used: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return [...used].some(
    ([action, resources]) =>
      matches(allowed.action.toLowerCase(), action.toLowerCase()) &&
      [...resources].some((resource) => allowed.resources.some((pattern) => matches(pattern, resource))),
  );
}

/** IAM's wildcards: `*` is any text, `?` any character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function allowedActions({ role, functions, policies }: RoleView): readonly UnusedAction[] {
  return policies.flatMap(({ name: policy, document }) =>
    statementsOf(document, `policy ${policy} of ${role}`)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap((statement) => {
        const resources = texts(statement, 'Resource', `policy ${policy} of ${role}`);
        const actions = texts(statement, 'Action', `policy ${policy} of ${role}`);
        return actions.map((action) => ({ role, functions, policy, action, resources }));
      }),
  );
}

type Statement = Readonly<Record<string, unknown>>;

function statementsOf(document: object, where: string): readonly Statement[] {
  const statements = 'Statement' in document ? [document.Statement].flat() : [];
  if (statements.length === 0) throw new TypeError(`${where}: no Statement`);
  return statements.map((statement) => {
    if (typeof statement === 'object' && statement !== null) return statement as Statement;
    throw new TypeError(`${where}: a Statement that is ${JSON.stringify(statement)}`);
  });
}

/** Throws where the statement says what it does not mean: what such a one allows cannot be listed. */
function texts(statement: Statement, field: 'Action' | 'Resource', where: string): readonly string[] {
  const values = [statement[field]].flat();
  if (values.every((value) => typeof value === 'string')) return values;
  throw new TypeError(`${where}: a statement without a plain ${field}: ${JSON.stringify(statement)}`);
}
