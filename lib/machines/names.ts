import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export type MachineKind = 'Migrate' | 'RollBack' | 'Decide';

/** The machines have fixed names, so that a function can be told of a machine that is made after it. */
export function machineName(migration: string, kind: MachineKind): string {
  return `${migration}-${kind}`;
}

export function machineArn(scope: Construct, migration: string, kind: MachineKind): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: machineName(migration, kind),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
