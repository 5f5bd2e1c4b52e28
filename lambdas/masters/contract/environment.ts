import { ENV as SHARED } from '../../shared/contract/environment.ts';

/** The names of the environment variables that the masters' stack gives to its functions. */
export const ENV = {
  ...SHARED,
  /** ARN of the ReplaceMaster machine. */
  replaceMasterArn: 'REPLACE_MASTER_ARN',
} as const;
