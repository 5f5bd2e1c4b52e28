import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export type MachineKind = 'Migrate' | 'RollBack' | 'Drill' | 'Decide' | 'ReplaceMaster' | 'RollMasters';

/** The machines have fixed names, so that a function can get the ARN of a machine that is made after it. */
export function machineName(name: string, kind: MachineKind): string {
  return `${name}-${kind}`;
}

export function machineArn(scope: Construct, name: string, kind: MachineKind): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: machineName(name, kind),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
