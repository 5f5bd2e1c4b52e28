/** Where a stack is deployed to. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** A Monday morning (UTC): when every rehearsal begins. */
export const START = Date.UTC(2027, 0, 4, 8, 0);

export type Machine = 'Migrate' | 'RollBack' | 'Drill' | 'ReplaceMaster' | 'RollMasters' | 'Decide';

/** @param name of the migration, or of the masters: it names the stack's machines and functions */
export function machineArn({ account, region }: Home, machine: Machine, name: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${name}-${machine}`;
}

/** `Migrate` of `shop-Migrate`. */
export function shortMachineName(machine: string): string {
  return machine.replace(/^.*-/, '');
}
