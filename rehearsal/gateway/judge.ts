import { permissionsOf } from './permissions/index.ts';
import { CannotJudge, type Lookups } from './permissions/rules.ts';
import { accountOf } from './protocol/account.ts';
import type { ApiCall, AuthorizationAnswer, Authorize, Permission } from './protocol/types.ts';
import type { Caller } from './request/calls.ts';

/** What the gateway makes of a call before anything is done. */
export type Judgement =
  | { readonly kind: 'allowed'; readonly caller: Caller; readonly permissions: readonly Permission[] }
  | {
      readonly kind: 'denied';
      readonly caller: Caller;
      readonly permissions: readonly Permission[];
      readonly message: string;
    }
  | { readonly kind: 'unknown'; readonly caller: Caller; readonly message: string }
  | { readonly kind: 'stranger'; readonly caller: Caller; readonly message: string };

export interface JudgeOptions {
  readonly authorize: Authorize;
  readonly lookups: Lookups;
  /** Keys that may do everything: what deploys and what checks. */
  readonly rootAccessKeyIds: readonly string[];
  /** True for the services that no emulator judges behind the gateway. */
  readonly isOwn: (service: string) => boolean;
}

/**
 * Asks the policy evaluator about everything that the call needs. Functions are judged on every service; other
 * principals (the roles that a deployment takes on) only on the gateway's own services, for the emulator judges the
 * rest itself. Throws when the evaluator cannot be asked.
 */
export async function judge(call: ApiCall, options: JudgeOptions): Promise<Judgement> {
  const { isOwn } = options;
  if (options.rootAccessKeyIds.includes(call.accessKeyId)) {
    return { kind: 'allowed', caller: callerOf(call, { principal: '', function: '' }), permissions: [] };
  }
  const first = await ask(call, options);
  const account = accountOf(first.answers[0]?.principal ?? '');
  // What a session of another account doesn't qualify is of its own account.
  const isOther = account !== '' && account !== call.account;
  const { needed, answers } = isOther ? await ask({ ...call, account }, options) : first;
  const { principal, function: ofFunction, session } = answers[0] ?? {};
  const holder = { principal: principal ?? '', function: ofFunction ?? '', ...(session && { session }) };
  const caller = callerOf(call, holder);
  if (holder.principal === '') {
    return { kind: 'stranger', caller, message: `nobody holds the access key ${call.accessKeyId}` };
  }
  const judgedHere = holder.function !== '' || isOwn(call.service);
  if ('why' in needed) {
    return judgedHere
      ? { kind: 'unknown', caller, message: needed.why }
      : { kind: 'allowed', caller, permissions: [] };
  }
  const { permissions } = needed;
  const refused = permissions.findIndex((_, index) => answers[index]?.allowed !== true);
  if (refused === -1 || !judgedHere) return { kind: 'allowed', caller, permissions };
  const message = denial(caller, permissions[refused] as Permission, answers[refused] as AuthorizationAnswer);
  return { kind: 'denied', caller, permissions, message };
}

async function ask(
  call: ApiCall,
  { authorize, lookups }: JudgeOptions,
): Promise<{ readonly needed: Needed; readonly answers: readonly AuthorizationAnswer[] }> {
  const needed = await neededBy(call, lookups);
  const asked = 'why' in needed || needed.permissions.length === 0 ? [anyQuestion(call)] : needed.permissions;
  const answers = await Promise.all(
    asked.map((each) => authorize({ accessKeyId: call.accessKeyId, ...each })),
  );
  return { needed, answers };
}

type Needed = { readonly permissions: readonly Permission[] } | { readonly why: string };

async function neededBy(call: ApiCall, lookups: Lookups): Promise<Needed> {
  try {
    const permissions = await permissionsOf(call, lookups);
    const what = call.operation || `${call.method} ${call.path}`;
    return permissions === undefined
      ? {
          why: `the gateway does not know which IAM actions ${call.service} ${what} needs; add it to its rules`,
        }
      : { permissions };
  } catch (error) {
    if (error instanceof CannotJudge || error instanceof URIError)
      return { why: `the IAM actions that it needs are unknown: ${error.message}` };
    throw error;
  }
}

/** Asked only to learn whose key it is. */
function anyQuestion(call: ApiCall): Permission {
  return { action: `${call.service}:${call.operation || 'Unknown'}`, resource: '*', context: {} };
}

export function callerOf(
  call: Pick<ApiCall, 'accessKeyId' | 'appId'>,
  holder: Pick<Caller, 'principal' | 'function' | 'session'>,
): Caller {
  // SDKs write the `/` of an app id as `-`; a library may have appended its own to it.
  const state = /^kops-cutover[-/](\w+)/.exec(call.appId)?.[1];
  return {
    accessKeyId: call.accessKeyId,
    principal: holder.principal,
    function: holder.function,
    ...(holder.session !== undefined && { session: holder.session }),
    appId: call.appId,
    name: state ?? (holder.function || call.appId || holder.principal || call.accessKeyId),
  };
}

function denial(caller: Caller, refused: Permission, answer: AuthorizationAnswer): string {
  const own = Object.entries(refused.context).filter(([key]) => !key.startsWith('aws:'));
  const keys = own.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join(', ');
  const where = keys === '' ? refused.resource : `${refused.resource} with ${keys}`;
  return (
    `${caller.name}'s role does not allow ${refused.action} on ${where}. ` +
    `User: ${caller.principal} is not authorized to perform: ${refused.action} on resource: ${refused.resource} ` +
    `(${answer.reason || 'the policy evaluator gave no reason'})`
  );
}
