import type { AutoScalingOperations } from '../../compute/index.ts';
import {
  optionalBoolean,
  optionalInteger,
  optionalString,
  optionalWord,
  required,
  requiredString,
} from '../protocol/input.ts';
import { type Operation, rpcService } from '../protocol/rpc-service.ts';
import type { ApiCall, ServiceHandler } from '../protocol/types.ts';
import { filters, names, plainOperation, TEXT } from './engine-operations.ts';

const VERSION = '2011-01-01';
const NAME = { min: 1, max: 255 };
const INSTANCE = { min: 1, max: 19 };
const TOKEN = { min: 36, max: 36 };
/** The engine knows its limits. */
const ANY = { min: 0, max: Number.POSITIVE_INFINITY };
const COUNT = { min: 0, max: 1_000_000 };
const TRANSITIONS = ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'] as const;
const RESULTS = ['CONTINUE', 'ABANDON'] as const;

const GROUP = ['AutoScalingGroupName'];
const HOOK = [...GROUP, 'LifecycleHookName'];
const ACTION = [...HOOK, 'LifecycleActionToken', 'InstanceId'];
const PROCESSES = [...GROUP, 'ScalingProcesses'];
const PAGING = ['MaxRecords', 'NextToken'];

type Input = ApiCall['input'];
type Operations = Readonly<Record<string, Operation>>;

/** Auto Scaling over the engine: SPEC.md, "Auto Scaling". */
export function autoScalingService(engine: AutoScalingOperations): ServiceHandler {
  const operations = { ...describing(engine), ...ofHooks(engine), ...changing(engine) };
  return rpcService({
    service: 'autoscaling',
    defaultVersion: VERSION,
    versions: { [VERSION]: { namespace: `http://autoscaling.amazonaws.com/doc/${VERSION}/`, operations } },
  });
}

function describing(engine: AutoScalingOperations): Operations {
  return {
    DescribeAutoScalingGroups: plainOperation(['AutoScalingGroupNames', 'Filters', ...PAGING], (input) =>
      engine.describeAutoScalingGroups({
        AutoScalingGroupNames: names(input, 'AutoScalingGroupNames'),
        Filters: filters(input, 'Filters', 'Values'),
        ...paging(input),
      }),
    ),
    DescribeAutoScalingInstances: plainOperation(['InstanceIds', ...PAGING], (input) =>
      engine.describeAutoScalingInstances({ InstanceIds: names(input, 'InstanceIds'), ...paging(input) }),
    ),
    DescribeScalingActivities: plainOperation(
      [...GROUP, 'ActivityIds', 'IncludeDeletedGroups', ...PAGING],
      (input) =>
        engine.describeScalingActivities({
          AutoScalingGroupName: optionalString(input, 'AutoScalingGroupName', NAME),
          ActivityIds: names(input, 'ActivityIds', 50),
          IncludeDeletedGroups: optionalBoolean(input, 'IncludeDeletedGroups'),
          ...paging(input),
        }),
    ),
    DescribePolicies: plainOperation([...GROUP, 'PolicyNames', ...PAGING], (input) =>
      engine.describePolicies({
        AutoScalingGroupName: optionalString(input, 'AutoScalingGroupName', NAME),
        PolicyNames: names(input, 'PolicyNames'),
        ...paging(input),
      }),
    ),
    DescribeScheduledActions: plainOperation([...GROUP, 'ScheduledActionNames', ...PAGING], (input) =>
      engine.describeScheduledActions({
        AutoScalingGroupName: optionalString(input, 'AutoScalingGroupName', NAME),
        ScheduledActionNames: names(input, 'ScheduledActionNames', 50),
        ...paging(input),
      }),
    ),
    DescribeLifecycleHooks: plainOperation([...GROUP, 'LifecycleHookNames'], (input) => {
      const LifecycleHookNames = names(input, 'LifecycleHookNames', 50);
      return engine.describeLifecycleHooks({ ...group(input), LifecycleHookNames });
    }),
  };
}

function ofHooks(engine: AutoScalingOperations): Operations {
  return {
    PutLifecycleHook: plainOperation(
      [...HOOK, 'LifecycleTransition', 'HeartbeatTimeout', 'DefaultResult', 'NotificationMetadata'],
      (input) =>
        engine.putLifecycleHook({
          ...hook(input),
          LifecycleTransition: optionalWord(input, 'LifecycleTransition', TRANSITIONS),
          HeartbeatTimeout: optionalInteger(input, 'HeartbeatTimeout', COUNT),
          DefaultResult: optionalWord(input, 'DefaultResult', RESULTS),
          NotificationMetadata: optionalString(input, 'NotificationMetadata', ANY),
        }),
    ),
    DeleteLifecycleHook: plainOperation(HOOK, (input) => engine.deleteLifecycleHook(hook(input))),
    RecordLifecycleActionHeartbeat: plainOperation(ACTION, (input) =>
      engine.recordLifecycleActionHeartbeat(action(input)),
    ),
    CompleteLifecycleAction: plainOperation([...ACTION, 'LifecycleActionResult'], (input) => {
      const field = 'LifecycleActionResult';
      const LifecycleActionResult = required(optionalWord(input, field, RESULTS), field);
      return engine.completeLifecycleAction({ ...action(input), LifecycleActionResult });
    }),
  };
}

function changing(engine: AutoScalingOperations): Operations {
  return {
    TerminateInstanceInAutoScalingGroup: plainOperation(
      ['InstanceId', 'ShouldDecrementDesiredCapacity'],
      (input) => {
        const field = 'ShouldDecrementDesiredCapacity';
        return engine.terminateInstanceInAutoScalingGroup({
          InstanceId: requiredString(input, 'InstanceId', INSTANCE),
          [field]: required(optionalBoolean(input, field), field),
        });
      },
    ),
    SuspendProcesses: plainOperation(PROCESSES, (input) => engine.suspendProcesses(processes(input))),
    ResumeProcesses: plainOperation(PROCESSES, (input) => engine.resumeProcesses(processes(input))),
    SetDesiredCapacity: plainOperation([...GROUP, 'DesiredCapacity'], (input) => {
      const DesiredCapacity = required(optionalInteger(input, 'DesiredCapacity', COUNT), 'DesiredCapacity');
      return engine.setDesiredCapacity({ ...group(input), DesiredCapacity });
    }),
    UpdateAutoScalingGroup: plainOperation([...GROUP, 'MinSize', 'MaxSize', 'DesiredCapacity'], (input) =>
      engine.updateAutoScalingGroup({
        ...group(input),
        MinSize: optionalInteger(input, 'MinSize', COUNT),
        MaxSize: optionalInteger(input, 'MaxSize', COUNT),
        DesiredCapacity: optionalInteger(input, 'DesiredCapacity', COUNT),
      }),
    ),
    DeleteAutoScalingGroup: plainOperation([...GROUP, 'ForceDelete'], (input) =>
      engine.deleteAutoScalingGroup({ ...group(input), ForceDelete: optionalBoolean(input, 'ForceDelete') }),
    ),
  };
}

function paging(input: Input) {
  return {
    MaxRecords: optionalInteger(input, 'MaxRecords', COUNT),
    NextToken: optionalString(input, 'NextToken', TEXT),
  };
}

function group(input: Input) {
  return { AutoScalingGroupName: requiredString(input, 'AutoScalingGroupName', NAME) };
}

function hook(input: Input) {
  return { ...group(input), LifecycleHookName: requiredString(input, 'LifecycleHookName', NAME) };
}

function action(input: Input) {
  return {
    ...hook(input),
    LifecycleActionToken: optionalString(input, 'LifecycleActionToken', TOKEN),
    InstanceId: optionalString(input, 'InstanceId', INSTANCE),
  };
}

function processes(input: Input) {
  return { ...group(input), ScalingProcesses: names(input, 'ScalingProcesses', 50) };
}
