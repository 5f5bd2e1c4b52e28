import {
  type AtTimeout,
  HOLD_KINDS,
  type HoldKind,
} from '../../../lambdas/migration/contract/hold-settings.ts';
import type { Place } from '../../shared/config/place.ts';
import { readWord } from '../../shared/config/values.ts';

const WORDS: readonly AtTimeout[] = ['rollBack', 'stay'];

/** What a hold's time-out does. Undefined where nothing is said of any. */
export function readOnHoldTimeout(place: Place): Readonly<Record<HoldKind, AtTimeout>> | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(HOLD_KINDS, {
    what: "what holds' time-outs do",
    example: "onHoldTimeout: { soak: 'stay' }",
  });
  if (!fields) return undefined;
  const read = (at: Place) =>
    at.isLeftOut ? 'rollBack' : readWord(at, WORDS, { hold: "'stay'", abort: "'rollBack'" });
  const [soak, change, drain, hook] = HOLD_KINDS.map((kind) => read(fields[kind]));
  return soak && change && drain && hook && { soak, change, drain, hook };
}
