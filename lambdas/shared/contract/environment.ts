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

/** The settings file that lies beside each function's code. */
export const SETTINGS_FILE = 'migration.json';
