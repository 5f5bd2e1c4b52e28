/** Where the shop's migration is deployed to. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-west-1';

/** A Monday morning (UTC): when every rehearsal begins. */
export const START = Date.UTC(2027, 0, 4, 8, 0);

export const MIGRATION = 'shop';

export function machineArn(machine: 'Migrate' | 'RollBack' | 'Decide'): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${MIGRATION}-${machine}`;
}

/** RDS's identifier of the database that the shop's configuration names. */
export const DATABASE_ID = 'shop-db';
