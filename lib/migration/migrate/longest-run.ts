import { Duration } from 'aws-cdk-lib';
import { LONGEST_RUN_SECONDS } from '../../../lambdas/migration/contract/longest-run.ts';

export const LONGEST_RUN = Duration.seconds(LONGEST_RUN_SECONDS);
