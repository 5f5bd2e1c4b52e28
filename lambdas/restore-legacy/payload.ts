import { ERRORS } from '../shared/contract/errors.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import type { RollBack } from '../shared/swap/mark-owed.ts';

const FIELDS = [
  'run.name',
  'run.arn',
  'run.startedAt',
  'request.source',
  'request.run',
  'request.reason',
  'request.asOf',
  'request.cause',
];

/**
 * Written out by hand: this function must be up as fast as any, so it loads no schema library.
 * @throws InvalidInput naming every field that is not text, and `asOf` when it is no instant
 */
export function parseRestorePayload(raw: unknown): RollBack {
  const problems = FIELDS.filter((path) => typeof valueAt(raw, path) !== 'string').map(
    (path) => `${path}: expected text`,
  );
  const payload = raw as RollBack;
  if (problems.length === 0 && Number.isNaN(Date.parse(payload.request.asOf))) {
    problems.push(`request.asOf: expected an instant (ISO 8601), not ${payload.request.asOf}`);
  }
  if (problems.length > 0) throw new NamedError(ERRORS.invalidInput, problems.join('; '));
  return payload;
}

function valueAt(raw: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined,
      raw,
    );
}
