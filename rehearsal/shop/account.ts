/** Where the shop's migration is deployed to. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-west-1';

/** A Monday morning (UTC): when every rehearsal begins. */
export const START = Date.UTC(2027, 0, 4, 8, 0);

export const MIGRATION = 'shop';

export type Machine = 'Migrate' | 'RollBack' | 'ReplaceMaster' | 'RollMasters' | 'Decide';

/** @param name of the migration, or of the masters' stack */
export function machineArn(machine: Machine, name = MIGRATION): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}-${machine}`;
}

/** RDS's identifier of the database that the shop's configuration names. */
export const DATABASE_ID = 'shop-db';
