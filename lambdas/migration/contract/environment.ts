import { ENV as SHARED } from '../../shared/contract/environment.ts';

/** The names of the environment variables that a migration's stack gives to its functions. */
export const ENV = {
  ...SHARED,
  /** Name of the bucket that keeps reports. */
  reportBucket: 'REPORT_BUCKET',
  /** ARN of the Migrate machine. */
  migrateArn: 'MIGRATE_ARN',
  /** ARN of the RollBack machine. */
  rollBackArn: 'ROLL_BACK_ARN',
  /** Name of the group that the schedules of Watch are in. */
  watchGroup: 'WATCH_GROUP',
  /** ARN of the function Watch. */
  watchArn: 'WATCH_ARN',
  /** ARN of the role by which a schedule calls it. */
  watchRoleArn: 'WATCH_ROLE_ARN',
  /** ARNs of the roles of the functions that change records, with a space between them. */
  recordRoles: 'RECORD_ROLES',
  /** ARN of the role of the function Watch, if it looks for who has changed a zone. */
  watchFunctionRole: 'WATCH_FUNCTION_ROLE',
} as const;

/** Lies beside ProbeDatabases' code, where the configuration has authorities of the databases: PEM. */
export const AUTHORITIES_FILE = 'database-authorities.pem';
