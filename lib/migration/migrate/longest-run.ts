import { Duration } from 'aws-cdk-lib';

/**
 * As long as Step Functions lets a Standard execution run. Nothing shorter would do, because an execution's end rolls back, and a
 * hold about legacy lasts until a person decides.
 */
export const LONGEST_RUN = Duration.days(365);
