import type { ApiCall } from '../protocol/types.ts';
import {
  arn,
  CannotJudge,
  isStructure,
  onAnything,
  optionalText,
  permission,
  type Rule,
  type ServiceRules,
  text,
} from './rules.ts';

export const SNS_RULES: ServiceRules = {
  Publish: (call) => {
    const topic = optionalText(call, 'TopicArn') ?? optionalText(call, 'TargetArn');
    // A text message to a phone has no resource.
    return [permission('sns:Publish', topic ?? '*')];
  },
  PublishBatch: onField('sns:Publish', 'TopicArn'),
  GetTopicAttributes: onField('sns:GetTopicAttributes', 'TopicArn'),
  ListSubscriptionsByTopic: onField('sns:ListSubscriptionsByTopic', 'TopicArn'),
  ListTopics: onAnything('sns:ListTopics'),
};

export const STATES_RULES: ServiceRules = {
  StartExecution: onField('states:StartExecution', 'stateMachineArn'),
  StopExecution: onField('states:StopExecution', 'executionArn'),
  DescribeExecution: onField('states:DescribeExecution', 'executionArn'),
  GetExecutionHistory: onField('states:GetExecutionHistory', 'executionArn'),
  DescribeStateMachine: onField('states:DescribeStateMachine', 'stateMachineArn'),
  DescribeStateMachineForExecution: onField('states:DescribeStateMachineForExecution', 'executionArn'),
  ListExecutions: onField('states:ListExecutions', 'stateMachineArn'),
  ListStateMachines: onAnything('states:ListStateMachines'),
  SendTaskSuccess: onToken('states:SendTaskSuccess'),
  SendTaskFailure: onToken('states:SendTaskFailure'),
  SendTaskHeartbeat: onToken('states:SendTaskHeartbeat'),
};

export const EVENTS_RULES: ServiceRules = {
  ListRuleNamesByTarget: onAnything('events:ListRuleNamesByTarget'),
  PutEvents: (call) => {
    const { Entries: entries } = call.input;
    if (!Array.isArray(entries) || entries.length === 0) throw new CannotJudge('PutEvents without entries');
    return entries.map((entry) => permission('events:PutEvents', busOf(entry, call)));
  },
  /** Of the default bus. */
  DescribeRule: (call) => [
    permission('events:DescribeRule', arn('events', call, `rule/${text(call, 'Name')}`)),
  ],
};

/** To a bus by its name or its ARN; the default one if none is named. */
function busOf(entry: unknown, call: ApiCall): string {
  const name = isStructure(entry) ? (entry.EventBusName ?? 'default') : undefined;
  if (typeof name !== 'string') throw new CannotJudge('PutEvents with an entry that is no structure');
  return name.startsWith('arn:') ? name : arn('events', call, `event-bus/${name}`);
}

function writingSchedule(operation: string): Rule {
  return (call) => {
    const { Target: target } = call.input;
    const role = isStructure(target) ? target.RoleArn : undefined;
    if (typeof role !== 'string') throw new CannotJudge(`${operation} without the role of its target`);
    return [
      permission(`scheduler:${operation}`, scheduleArn(call, optionalText(call, 'GroupName'))),
      permission('iam:PassRole', role, { 'iam:PassedToService': ['scheduler.amazonaws.com'] }),
    ];
  };
}

/** The group is in the body of what makes or changes a schedule, and in the query of all else. */
export const SCHEDULER_RULES: ServiceRules = {
  CreateSchedule: writingSchedule('CreateSchedule'),
  UpdateSchedule: writingSchedule('UpdateSchedule'),
  GetSchedule: (call) => [permission('scheduler:GetSchedule', scheduleArn(call, groupOf(call)))],
  DeleteSchedule: (call) => [permission('scheduler:DeleteSchedule', scheduleArn(call, groupOf(call)))],
};

export const LAMBDA_RULES: ServiceRules = {
  GetAccountSettings: onAnything('lambda:GetAccountSettings'),
  Invoke: (call) => [permission('lambda:InvokeFunction', functionOf(call))],
  GetFunctionConfiguration: (call) => [permission('lambda:GetFunctionConfiguration', functionOf(call))],
  GetFunctionConcurrency: (call) => {
    const found = functionOf(call);
    if (found.split(':').length > 7)
      throw new CannotJudge(`Lambda takes no version or alias for GetFunctionConcurrency: ${found}`);
    return [permission('lambda:GetFunctionConcurrency', found)];
  },
};

/** With its version or alias, where the call names one. */
function functionOf(call: ApiCall): string {
  const name = decodeURIComponent(call.path.split('/')[3] ?? '');
  const qualifier = call.query.get('Qualifier');
  const named = name.startsWith('arn:') ? name : arn('lambda', call, `function:${name}`);
  return qualifier === null ? named : `${named}:${qualifier}`;
}

/** Source: RoleSessionName in the AssumeRole API reference. The emulator takes any. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

export const STS_RULES: ServiceRules = {
  /** Everybody who has credentials may ask who they are. */
  GetCallerIdentity: () => [],
  AssumeRole: (call) => {
    const name = text(call, 'RoleSessionName');
    if (!SESSION_NAME.test(name)) throw new CannotJudge(`STS takes no session with the name ${name}`);
    return [permission('sts:AssumeRole', text(call, 'RoleArn'))];
  },
};

/**
 * Judged on the machine that the token is of. IAM's reference names no resource for these actions, but AWS's denials
 * name the machine, and policies that name it work (the CDK's `grantTaskResponse` gives such ones).
 */
function onToken(action: string): Rule {
  return async (call, lookups) => {
    const machine = await lookups.machineOfToken(text(call, 'taskToken'));
    return [permission(action, machine ?? '*')];
  };
}

function scheduleArn(call: ApiCall, group = 'default'): string {
  return arn('scheduler', call, `schedule/${group}/${decodeURIComponent(call.path.split('/')[2] ?? '')}`);
}

function groupOf({ query }: ApiCall): string | undefined {
  return query.get('groupName') ?? undefined;
}

/** `field` contains the ARN of the resource. */
function onField(action: string, field: string): Rule {
  return (call) => {
    const resource = text(call, field);
    if (!resource.startsWith('arn:'))
      throw new CannotJudge(`${call.operation}: ${field} ${resource} is no ARN`);
    return [permission(action, resource)];
  };
}
