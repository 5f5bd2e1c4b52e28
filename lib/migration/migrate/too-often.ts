import { MOST_SILENCES, SILENCE_SECONDS } from '../../../lambdas/migration/contract/watch.ts';

/** Why a person is asked once Watch was silent more often than its schedule is made again. */
export const TOO_OFTEN = `Watch was silent for ${SILENCE_SECONDS / 60} minutes, ${MOST_SILENCES + 1} times. Its schedule was made again each time. Read the log of its function, and fix what it says.`;
