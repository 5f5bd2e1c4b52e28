import * as z from 'zod/mini';
import { displayName, dotted } from '../../../shared/contract/dns-names.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import type { DrillInput } from '../../contract/drill.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ZoneSettings } from '../../contract/settings.ts';

/** Longest note that is kept with the drill, characters. */
const NOTE_LENGTH = 1000;

const parse = parserFor(
  z.strictObject({
    zone: z.optional(z.string()),
    note: z.optional(z.string().check(z.maxLength(NOTE_LENGTH))),
  }),
);

const HELP =
  'Start Drill with {} for all zones, or with any of zone (name or id of a configured zone) and note (text).';

/** @throws InvalidInput naming every bad field */
export function parseDrillInput(input: unknown): DrillInput {
  try {
    const { zone, note } = parse(input);
    return { ...(zone !== undefined && { zone }), ...(note !== undefined && { note }) };
  } catch (error) {
    throw new NamedError(ERRORS.invalidInput, `${(error as Error).message}. ${HELP}`, { cause: error });
  }
}

/** The zones to drill, in the configured order. @throws InvalidInput if the requested one isn't configured */
export function zonesAsked({ zone }: DrillInput, zones: readonly ZoneSettings[]): readonly ZoneSettings[] {
  if (zone === undefined) return zones;
  const found = zones.filter(({ id, name }) => id === zone || name === dotted(zone));
  if (found.length > 0) return found;
  const configured = zones.map(({ id, name }) => `${displayName(name)} (${id})`).join(', ');
  throw new NamedError(
    ERRORS.invalidInput,
    `zone: ${JSON.stringify(zone)} is not a configured zone. Configured: ${configured}. ${HELP}`,
  );
}
