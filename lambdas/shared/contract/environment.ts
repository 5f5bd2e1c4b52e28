/** The names of the environment variables that both stacks give to their functions; table and topic are each one’s own. */
export const ENV = {
  /** Name of the journal's DynamoDB table. */
  journalTable: 'JOURNAL_TABLE',
  /** ARN of the SNS topic that notifies people. */
  topicArn: 'TOPIC_ARN',
  /** ARN of the SNS topic of the chat; not there without one. */
  chatTopicArn: 'CHAT_TOPIC_ARN',
  /** ARN of the Decide machine, named in notifications. */
  decideArn: 'DECIDE_ARN',
} as const;

/** Every function has it. JSON array: the deploy-time values that stand as `${Token[i]}` in the settings file. */
export const SETTINGS_TOKENS = 'SETTINGS_TOKENS';

/** The settings file beside the code of each function. */
export const SETTINGS_FILE = 'settings.json';
