/** Whether preflight is repeated before the migration begins. */
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';

/** A time of day in UTC. */
export interface DailyTime {
  readonly hour: number;
  readonly minute: number;
}

/** When preflight is repeated each day; undefined where it isn't. */
export function readRepeatDaily(place: Place): DailyTime | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['repeatDaily'], {
    what: 'preflight',
    synonyms: { daily: 'repeatDaily', schedule: 'repeatDaily' },
  });
  return fields?.repeatDaily.isLeftOut === false ? readDailyTime(fields.repeatDaily) : undefined;
}

function readDailyTime(place: Place): DailyTime | undefined {
  const wanted = { what: 'a time of day in UTC, HH:MM', example: "'06:00', for example" };
  const text = readText(place, wanted);
  if (text === undefined) return undefined;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return place.problem(wanted.what, wanted.example);
  return { hour: Number(hour), minute: Number(minute) };
}
