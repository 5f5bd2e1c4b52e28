import type { XMLParser } from 'fast-xml-parser';
import type { Resources } from '../../compute/index.ts';
import type { ApiCall, ConditionContext, Permission } from '../protocol/types.ts';

/** What a call's permissions need to know beyond the request itself; asked of the emulator and of the engines. */
export interface Lookups {
  /** Name of the table's partition key; undefined when there is no such table. */
  partitionKey(table: string, region: string): Promise<string | undefined>;
  /** ARN of the key behind an alias (`alias/…`); undefined when there is no such alias. */
  keyOfAlias(alias: string, region: string): Promise<string | undefined>;
  /** ARN of the machine that a task token is of; undefined when it is no machine's. */
  machineOfToken(token: string): Promise<string | undefined>;
  /** Complete ARN of a secret that is called by its ARN, perhaps without its random end; undefined when there is none. */
  secret(arn: string, region: string): Promise<string | undefined>;
  /** The key of the account's own that encrypts a secret, as the secret names it; undefined where that is AWS's. */
  secretKey?(arn: string, region: string): Promise<string | undefined>;
  /** ARN of the web ACL that a load balancer has, by its ARN. */
  webAclOf?(loadBalancerArn: string): string | undefined;
  /** Where there is none, groups, instances and volumes have no tags. */
  readonly compute?: Resources;
}

/** All that a call needs to be allowed. Empty: the API needs no permission at all. */
export type Rule = (
  call: ApiCall,
  lookups: Lookups,
) => readonly Permission[] | Promise<readonly Permission[]>;

/** By operation name. */
export type ServiceRules = Readonly<Record<string, Rule>>;

/** The request leaves out, or writes in an unreadable form, what decides about its permissions. */
export class CannotJudge extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotJudge';
  }
}

export function permission(action: string, resource: string, context: ConditionContext = {}): Permission {
  return { action, resource, context };
}

/** For actions without resource types: IAM evaluates them on `*`. */
export function onAnything(action: string): Rule {
  return () => [permission(action, '*')];
}

export function arn(service: string, call: ApiCall, resource: string): string {
  return `arn:aws:${service}:${call.region}:${call.account}:${resource}`;
}

/** A required string of the input. */
export function text(call: ApiCall, field: string): string {
  const value = call.input[field];
  if (typeof value !== 'string' || value === '') throw new CannotJudge(`${call.operation} without ${field}`);
  return value;
}

export function optionalText(call: ApiCall, field: string): string | undefined {
  const value = call.input[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The strings of a list in the input; empty when it is absent. */
export function texts(call: ApiCall, field: string): readonly string[] {
  const value = call.input[field];
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) {
    throw new CannotJudge(`${call.operation}: ${field} is not a list of strings`);
  }
  return value;
}

export function isStructure(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The call's body as `parser` reads it. @throws CannotJudge when it is not XML; `what` names it in the message */
export function xmlOf(call: ApiCall, parser: XMLParser, what: string): unknown {
  try {
    return parser.parse(call.body.toString('utf8'), true);
  } catch (error) {
    throw new CannotJudge(`${what} is not XML: ${error instanceof Error ? error.message : error}`);
  }
}
