/** What the permissions of all functions are made of, whichever stack they belong to. */
import { type ManagedPolicy, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** What a role's own policy says. */
export interface OwnGrant {
  readonly statement: PolicyStatement;
  /** Why a resource can't be named more narrowly, where one has a `*`. */
  readonly whyWildcard?: string;
}

/** A policy that several roles have. */
export interface SharedGrant {
  readonly shared: ManagedPolicy;
}

export type Grant = OwnGrant | SharedGrant;

/** Why what is traced may put its traces under any name. */
export const NO_XRAY_RESOURCES = 'X-Ray supports no resources for traces.';

/** Something that a function may do; nothing, where the configuration gives it nothing to do that with. */
export type Permission<Resources> = (resources: Resources) => readonly Grant[];

/** What the statements of every stack's functions name. */
export interface CommonResources {
  readonly scope: Construct;
  /** The migration's or the masters' name, which is the partition of their items in the table. */
  readonly name: string;
  readonly tableArn: string;
  readonly topicArn: string;
  /** Of the chat. */
  readonly chatTopicArn?: string | undefined;
}

type JournalAction = 'Query' | 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** These actions of DynamoDB, on the items of this name only. */
export function journal(...actions: JournalAction[]): Permission<CommonResources> {
  return ({ tableArn, name }) =>
    allow(
      actions.map((action) => `dynamodb:${action}`),
      [tableArn],
      { conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [name] } } },
    );
}

export const publish: Permission<CommonResources> = ({ topicArn, chatTopicArn }) =>
  allow(['sns:Publish'], [topicArn, ...(chatTopicArn === undefined ? [] : [chatTopicArn])]);

interface More extends Pick<PolicyStatementProps, 'conditions'> {
  readonly whyWildcard?: string;
}

/** One statement; none where there is no resource. */
export function allow(actions: readonly string[], resources: readonly string[], more: More = {}): OwnGrant[] {
  if (resources.length === 0) return [];
  const { conditions, whyWildcard } = more;
  const statement = new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions }),
  });
  return [{ statement, ...(whyWildcard && { whyWildcard }) }];
}

/** All executions of a machine. */
export function executionsOf(machineArn: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:*`;
}
