/** Where the shop's stacks are deployed to. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-west-1';
export const HOME = { account: ACCOUNT, region: REGION } as const;

/** A Monday morning (UTC): when every rehearsal begins. */
export const START = Date.UTC(2027, 0, 4, 8, 0);

/** Each names its stack's machines and functions. */
export const MIGRATION = 'shop';
export const MASTERS = 'shop-masters';

export type Machine = 'Migrate' | 'RollBack' | 'ReplaceMaster' | 'RollMasters' | 'Decide';

/** @param name of the migration, or of the masters' stack */
export function machineArn(machine: Machine, name: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}-${machine}`;
}

/** `Migrate` of `shop-Migrate`. */
export function shortMachineName(machine: string): string {
  return machine.replace(/^.*-/, '');
}
