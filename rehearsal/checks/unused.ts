/** After all scenarios: no role allows what no function does. */
import type { Emulator, RoleView } from '../emulator/emulator.ts';
import { type Gateway, type UnusedException, unusedActions } from '../gateway/index.ts';
import type { LentRole } from '../stage/accounts.ts';
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

/** @param lent roles of other accounts, which functions assume */
export async function noActionUnused(
  gateway: Gateway,
  emulator: Emulator,
  exceptions: readonly UnusedException[],
  lent: readonly LentRole[] = [],
): Promise<CheckOutcome> {
  const roles = [...(await emulator.roles()), ...lent.map(asRoleView)];
  const { unused, idleExceptions } = unusedActions(gateway.calls, roles, exceptions);
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

function asRoleView({ arn, policies }: LentRole): RoleView {
  return { role: arn, functions: [`those who assume ${arn}`], policies };
}
