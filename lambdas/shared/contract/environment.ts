/** The names of the environment variables that the stack gives to the functions. */
export const ENV = {
  /** Name of the journal's DynamoDB table. */
  journalTable: 'JOURNAL_TABLE',
  /** ARN of the SNS topic that tells people. */
  topicArn: 'TOPIC_ARN',
  /** Name of the bucket that keeps reports. */
  reportBucket: 'REPORT_BUCKET',
  /** ARN of the Migrate machine. */
  migrateArn: 'MIGRATE_ARN',
  /** ARN of the Decide machine, named in notifications. */
  decideArn: 'DECIDE_ARN',
  /** JSON array: the deploy-time values that stand as `${Token[i]}` in the settings file. */
  settingsTokens: 'SETTINGS_TOKENS',
} as const;

/** The same for the functions that keep masters: their table and topic are their own, by the same names. */
export const MASTERS_ENV = {
  journalTable: ENV.journalTable,
  topicArn: ENV.topicArn,
  decideArn: ENV.decideArn,
  /** ARN of the ReplaceMaster machine. */
  replaceMasterArn: 'REPLACE_MASTER_ARN',
} as const;

/** The settings file that lies beside the code of each of a migration's functions … */
export const SETTINGS_FILE = 'migration.json';
/** … and beside that of each function that keeps masters. */
export const MASTERS_SETTINGS_FILE = 'settings.json';
