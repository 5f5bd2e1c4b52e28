/** After all scenarios: no role allows what no function does. */
import type { Emulator } from '../emulator/emulator.ts';
import { type Gateway, type UnusedException, unusedActions } from '../gateway/index.ts';
import type { CheckOutcome } from './check.ts';

export const WRITTEN_BY_LAMBDA: readonly UnusedException[] = [
  ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
    action,
    reason: 'Lambda itself writes the logs with the role; the emulator writes them without it.',
  })),
  ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords'].map((action) => ({
    action,
    reason: 'Lambda itself traces the calls with the role; the emulator traces nothing.',
  })),
];

export function putIntoSubnets(role: string): readonly UnusedException[] {
  return [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ].map((action) => ({
    action,
    role,
    reason: 'Lambda itself puts the function into the subnets with the role; the emulator has no network.',
  }));
}

export const WAKES_A_FUNCTION: UnusedException = {
  action: 'lambda:GetFunction',
  role: 'AnswerCloudFormation',
  reason: 'For the CDK’s own provider, which waits for a function that Lambda has made inactive.',
};

export async function noActionUnused(
  gateway: Gateway,
  emulator: Emulator,
  exceptions: readonly UnusedException[],
): Promise<CheckOutcome> {
  const { unused, idleExceptions } = unusedActions(gateway.calls, await emulator.roles(), exceptions);
  return {
    claim: `Functions called every action that their roles allow, but for ${exceptions.length} exceptions with reasons`,
    contradictions: [
      ...unused.map(
        ({ functions, action, resources }) =>
          `${functions.join(', ')} may call ${action} on ${resources.join(', ')}, but never did`,
      ),
      ...idleExceptions.map(
        ({ action, role = 'every role' }) => `the exception for ${action} of ${role} is no longer needed`,
      ),
    ],
  };
}
