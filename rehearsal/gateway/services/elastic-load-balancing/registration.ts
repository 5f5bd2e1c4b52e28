import type { TargetOperations } from '../../../compute/index.ts';
import {
  list,
  optionalInteger,
  optionalString,
  requiredString,
  strings,
  structure,
} from '../../protocol/input.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import type { ApiCall } from '../../protocol/types.ts';
import { names, plainOperation, TEXT } from '../engine-operations.ts';

type Input = ApiCall['input'];
type Operations = Readonly<Record<string, Operation>>;

const TARGET_GROUPS = ['LoadBalancerArn', 'TargetGroupArns', 'Names'];
const TARGETS = ['TargetGroupArn', 'Targets'];
const RESOURCES_A_CALL = 20;
const CLASSIC = ['LoadBalancerName', 'Instances'];

/**
 * Of 2015-12-01: target groups and who is registered with them.
 * @param balancers the operations of load balancers, whose tags the same operation describes
 */
export function targetGroupOperations(
  engine: TargetOperations,
  balancers: Readonly<Record<'DescribeTags', Operation>>,
): Operations {
  return {
    DescribeTargetGroups: plainOperation([...TARGET_GROUPS, 'PageSize', 'Marker'], (input) =>
      engine.describeTargetGroups({
        LoadBalancerArn: optionalString(input, 'LoadBalancerArn', TEXT),
        TargetGroupArns: names(input, 'TargetGroupArns'),
        Names: names(input, 'Names'),
        PageSize: optionalInteger(input, 'PageSize', { min: 1, max: 400 }),
        Marker: optionalString(input, 'Marker', TEXT),
      }),
    ),
    DescribeTargetGroupAttributes: plainOperation(['TargetGroupArn'], (input) =>
      engine.describeTargetGroupAttributes(targetGroup(input)),
    ),
    DescribeTargetHealth: plainOperation(TARGETS, (input) => engine.describeTargetHealth(targets(input))),
    RegisterTargets: plainOperation(TARGETS, (input) => engine.registerTargets(targets(input))),
    DeregisterTargets: plainOperation(TARGETS, (input) => engine.deregisterTargets(targets(input))),
    DescribeTags: (call) => {
      const ResourceArns = strings(call.input, 'ResourceArns', RESOURCES_A_CALL, TEXT);
      const groups = ResourceArns.filter((arn) => arn.includes(':targetgroup/'));
      if (groups.length === 0) return balancers.DescribeTags(call);
      if (groups.length < ResourceArns.length)
        throw new ServiceFault('NotImplemented', 'Ask for target groups alone.', { status: 501 });
      return describeTags(engine)(call);
    },
  };
}

/** Of 2012-06-01: who is registered with classic load balancers, and their tags. */
export function instanceOperations(engine: TargetOperations): Operations {
  return {
    DescribeTags: plainOperation(['LoadBalancerNames'], (input) =>
      engine.describeClassicTags({
        LoadBalancerNames: strings(input, 'LoadBalancerNames', RESOURCES_A_CALL, TEXT),
      }),
    ),
    DescribeInstanceHealth: plainOperation(CLASSIC, (input) =>
      engine.describeInstanceHealth(instances(input)),
    ),
    RegisterInstancesWithLoadBalancer: plainOperation(CLASSIC, (input) =>
      engine.registerInstancesWithLoadBalancer(instances(input)),
    ),
    DeregisterInstancesFromLoadBalancer: plainOperation(CLASSIC, (input) =>
      engine.deregisterInstancesFromLoadBalancer(instances(input)),
    ),
  };
}

function describeTags(engine: TargetOperations): Operation {
  return plainOperation(['ResourceArns'], (input) =>
    engine.describeTags({ ResourceArns: strings(input, 'ResourceArns', RESOURCES_A_CALL, TEXT) }),
  );
}

function targetGroup(input: Input) {
  return { TargetGroupArn: requiredString(input, 'TargetGroupArn', TEXT) };
}

function targets(input: Input) {
  const Targets = list(input, 'Targets', 1000).map((item) => {
    const given = structure(item, 'Targets');
    const Port = optionalInteger(given, 'Port', { min: 1, max: 65_535 });
    return { Id: requiredString(given, 'Id', TEXT), Port };
  });
  return { ...targetGroup(input), Targets };
}

function instances(input: Input) {
  const Instances = list(input, 'Instances', 1000).map((item) => ({
    InstanceId: requiredString(structure(item, 'Instances'), 'InstanceId', TEXT),
  }));
  return { LoadBalancerName: requiredString(input, 'LoadBalancerName', TEXT), Instances };
}
