/** How long things may last: soak, drain, holds, and the migration as a whole. */

import type { FreezeSettings } from '../../../lambdas/migration/contract/freeze-settings.ts';
import type { HookSettings, HooksSettings } from '../../../lambdas/migration/contract/hooks.ts';
import { LONGEST_HELD_UNDER_WAY, LONGEST_OLD_TTL } from '../../../lambdas/migration/contract/old-ttl.ts';
import { PROPAGATION_SECONDS } from '../../../lambdas/migration/contract/propagation.ts';
import type {
  DrainSettings,
  SoakSettings,
  StepSettings,
} from '../../../lambdas/migration/contract/settings.ts';
import type { Place } from '../../shared/config/place.ts';
import { asCode, inWords, readNumber, readSeconds } from '../../shared/config/values.ts';
import { longestSeconds } from '../../shared/machines/retries.ts';
import { HOOK } from '../machines/retries.ts';
import { longestFrozen } from './freeze.ts';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 24 * HOUR;
/** A Standard execution of Step Functions ends after a year. */
const LONGEST_EXECUTION = 365 * DAY;
/** Preflight, and the longest old TTL that it lets pass. */
const BEFORE_THE_FIRST_STEP = HOUR + LONGEST_OLD_TTL;
/** Of the share that the weights promise: above that, one in twenty clients that stays is too many. */
const STRICT_SHARE = 0.95;
const ENDS_AFTER_A_YEAR = 'Step Functions ends an execution after a year';

export function readSoakSettings(place: Place): SoakSettings | undefined {
  const fields = place.optionalFields(
    ['minimumRequests', 'minimumShareSeen', 'maximumExtensions', 'extension'],
    { what: 'the soak settings' },
  );
  if (!fields) return undefined;
  const minimumRequests = readNumber(fields.minimumRequests, {
    what: 'the minimum requests of a soak',
    atLeast: 1,
    atMost: 1e12,
    whole: true,
    byDefault: 100,
  });
  const minimumShareSeen = readNumber(fields.minimumShareSeen, {
    what: 'the part of the expected share that must be seen',
    atLeast: 0,
    atMost: 1,
    whole: false,
    byDefault: 0.5,
  });
  if (minimumShareSeen !== undefined && minimumShareSeen > STRICT_SHARE)
    fields.minimumShareSeen.warning(
      'share-seen-strict',
      `${minimumShareSeen}: chance and resolvers with old answers move the share that is seen, so soaks hardly ever pass, the last one least of all`,
    );
  const maximumExtensions = readNumber(fields.maximumExtensions, {
    what: 'the maximum extensions of a soak',
    atLeast: 0,
    atMost: 10,
    whole: true,
    byDefault: 3,
  });
  const extensionSeconds = readSeconds(fields.extension, {
    what: 'an extension',
    atLeast: MINUTE,
    atMost: 30 * DAY,
    byDefault: HOUR,
  });
  return whole({ minimumRequests, minimumShareSeen, maximumExtensions, extensionSeconds });
}

export function readDrain(place: Place, ttlSeconds: number | undefined): DrainSettings | undefined {
  const fields = place.optionalFields(
    ['minimumStay', 'maximumStay', 'quietRequests', 'quietPercent', 'quietWindow'],
    { what: 'the drain settings' },
  );
  if (!fields) return undefined;
  const shortest = Math.max((ttlSeconds ?? 0) + PROPAGATION_SECONDS, 5 * MINUTE);
  const minimumStaySeconds = readSeconds(fields.minimumStay, {
    what: "legacy's minimum stay",
    atLeast: shortest,
    atMost: 180 * DAY,
    because: 'until then resolvers still answer with legacy',
    byDefault: 3 * DAY,
  });
  if (minimumStaySeconds !== undefined && minimumStaySeconds < DAY)
    fields.minimumStay.warning(
      'short-drain',
      `${inWords(minimumStaySeconds)}: some clients and resolvers keep answers for days; keep legacy longer than that`,
    );
  const least = minimumStaySeconds ?? shortest;
  const maximumStaySeconds = readSeconds(fields.maximumStay, {
    what: "legacy's maximum stay",
    atLeast: least,
    atMost: 360 * DAY,
    because: 'at least the minimum stay',
    byDefault: Math.max(14 * DAY, 2 * least),
  });
  const quietRequests = readNumber(fields.quietRequests, {
    what: 'the number of requests up to which legacy is quiet',
    atLeast: 0,
    atMost: 1e12,
    whole: true,
    byDefault: 100,
  });
  const quietPercent = readNumber(fields.quietPercent, {
    what: 'the percentage of its own past up to which legacy is quiet',
    atLeast: 0,
    atMost: 5,
    whole: false,
    byDefault: 0,
  });
  const quietWindowSeconds = readQuietWindow(fields.quietWindow, minimumStaySeconds);
  return whole({ minimumStaySeconds, maximumStaySeconds, quietRequests, quietPercent, quietWindowSeconds });
}

function readQuietWindow(place: Place, minimumStay: number | undefined): number | undefined {
  const most = minimumStay ?? 180 * DAY;
  const seconds = readSeconds(place, {
    what: 'the quiet window',
    atLeast: 5 * MINUTE,
    atMost: most,
    because: 'at most the minimum stay, because legacy was in use before that',
    byDefault: Math.min(DAY, Math.floor(most / MINUTE) * MINUTE),
  });
  if (seconds !== undefined && seconds % MINUTE !== 0)
    return place.problem(
      'whole minutes, because requests are counted by the minute',
      asCode(Math.ceil(seconds / MINUTE) * MINUTE),
      `Duration of ${inWords(seconds)}`,
    );
  return seconds;
}

export function readHoldTimeout(place: Place): number | undefined {
  return readSeconds(place, {
    what: 'how long a hold waits for a decision',
    atLeast: MINUTE,
    atMost: 180 * DAY,
    because: ENDS_AFTER_A_YEAR,
    byDefault: DAY,
  });
}

interface Pace {
  readonly steps: readonly StepSettings[];
  readonly soak: SoakSettings;
  readonly drain: DrainSettings;
  readonly holdTimeoutSeconds: number;
  readonly freeze?: FreezeSettings;
  readonly hooks?: HooksSettings;
}

/**
 * The longest that a migration takes if resolvers keep every answer for as long as preflight accepts, and every soak is
 * extended and held for as long as possible. Seconds.
 */
export function longest({ steps, soak, drain, holdTimeoutSeconds, freeze, hooks }: Pace): number {
  const around = LONGEST_HELD_UNDER_WAY + soak.maximumExtensions * soak.extensionSeconds + holdTimeoutSeconds;
  const soaks = steps.reduce((sum, step) => sum + step.soakSeconds + around, 0);
  // Each step, and retiring legacy's records, may wait for the end of a freeze.
  const frozen = freeze ? longestFrozen(freeze, steps.length + 1) : 0;
  const asked = longestAsked(hooks ?? {}, steps.length, holdTimeoutSeconds);
  return BEFORE_THE_FIRST_STEP + soaks + frozen + asked + drain.maximumStaySeconds + holdTimeoutSeconds;
}

/** With each hook asked once about each of its steps, each try as long as it may be, and held once. Seconds. */
function longestAsked(
  { beforeStep, afterStep, beforeRetire }: HooksSettings,
  steps: number,
  holdTimeoutSeconds: number,
): number {
  const once = (hook: HookSettings | undefined) =>
    hook
      ? hook.timeLimitSeconds * (hook.kind === 'function' ? 1 + HOOK.attempts : 1) +
        longestSeconds(HOOK) +
        holdTimeoutSeconds
      : 0;
  const ofSteps = [beforeStep, afterStep].map((hook) => (hook?.steps?.length ?? steps) * once(hook));
  return ofSteps.reduce((sum, seconds) => sum + seconds, once(beforeRetire));
}

export function refuseTooLong(place: Place, pace: Pace): void {
  const seconds = longest(pace);
  if (seconds < LONGEST_EXECUTION) return;
  place.problem(
    `less than ${inWords(LONGEST_EXECUTION)} from the start to the end of the drain, with every extension, hook and hold (${ENDS_AFTER_A_YEAR})`,
    'shorter soaks, extensions, holds (holdTimeout), hooks (timeLimit) or freezes, or a shorter drain.maximumStay',
    `up to ${Math.ceil(seconds / DAY)} days`,
  );
}

/** The settings when every part could be read. */
function whole<T extends Record<string, number | undefined>>(
  parts: T,
): { [K in keyof T]: number } | undefined {
  return Object.values(parts).includes(undefined) ? undefined : (parts as { [K in keyof T]: number });
}
