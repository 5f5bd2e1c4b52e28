import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { RestoreLegacyPayload } from '../../contract/roll-back-payloads.ts';

/**
 * Written out by hand: this function must be up as fast as any, so it loads no schema library.
 * @throws InvalidInput when the machine does not say which execution it is; whatever that was started with is read
 */
export function parseRestorePayload(raw: unknown): RestoreLegacyPayload {
  const { run, event, round = 0, restore } = (raw ?? {}) as Partial<RestoreLegacyPayload>;
  if (!isRun(run))
    throw new NamedError(ERRORS.invalidInput, 'run: expected name, arn and startedAt, as text');
  return { run, event, round, ...(restore && { restore }) };
}

function isRun(run: Partial<Run> | undefined): run is Run {
  return [run?.name, run?.arn, run?.startedAt].every((field) => typeof field === 'string');
}
