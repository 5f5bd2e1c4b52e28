/** Alarms of other products. */
import type { AlarmSettings } from '../../../lambdas/migration/contract/settings.ts';
import { type SignalSettings, signalAlarm } from '../../../lambdas/migration/contract/signals.ts';
import { type Home, readArn } from '../../shared/config/arn.ts';
import { refuseRepeats } from '../../shared/config/lists.ts';
import { readOwnName } from '../../shared/config/own-name.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readSeconds, readText } from '../../shared/config/values.ts';
import { alarmIn, MOST_ALARMS } from './alarms.ts';
import { areExclusive, readEventPattern } from './event-pattern.ts';

const EXAMPLE =
  "signals: [{ name: 'datadog-checkout', bus: 'aws.partner/datadog.com/shop', alarm, recovery, heartbeat }]";
const MOST_SIGNALS = 10;
const SILENCE = {
  what: 'the silence after which the state is unknown',
  atLeast: 120,
  atMost: 86_400,
  byDefault: 900,
};
const NO_RULE = 'a rule takes the events of its own account and region only';
const BUS = {
  what: 'an event bus',
  service: 'events',
  resource: /^event-bus\/([\w./-]{1,256})$/,
  example: "'aws.partner/datadog.com/shop', for example",
  whyRegion: NO_RULE,
  whyAccount: NO_RULE,
};
const BUS_NAME = /^[\w./-]{1,256}$/;

export interface ReadSignals {
  readonly settings: readonly SignalSettings[];
  /** Those that stand for them. */
  readonly alarms: readonly AlarmSettings[];
}

/** @param alarms those of the configuration */
export function readSignals(
  place: Place,
  migration: string | undefined,
  alarms: readonly AlarmSettings[],
  home: Home,
): ReadSignals {
  if (place.isLeftOut) return { settings: [], alarms: [] };
  const atMost = Math.min(MOST_SIGNALS, MOST_ALARMS - alarms.length);
  const places = place.items({ of: 'a signal', atLeast: 1, atMost, example: EXAMPLE }) ?? [];
  const found = places.flatMap((at) => {
    const settings = readSignal(at, home);
    return settings ? [{ place: at, key: settings.name, settings }] : [];
  });
  const own = refuseRepeats(found, "each signal's name").map(({ place: at, settings }) => {
    const alarm = alarmOf(settings.name, migration ?? '', home);
    if (alarms.some(({ name }) => name === alarm.name))
      at.problem(
        `a signal whose alarm, ${alarm.name}, is not in \`alarms\``,
        'another name, or no such alarm',
      );
    return { settings, alarm };
  });
  return { settings: own.map(({ settings }) => settings), alarms: own.map(({ alarm }) => alarm) };
}

function alarmOf(signal: string, migration: string, home: Home): AlarmSettings {
  return { ...alarmIn(home, signalAlarm(migration, signal)), allowInsufficientData: false };
}

function readSignal(place: Place, home: Home): SignalSettings | undefined {
  const fields = place.fields(['name', 'bus', 'alarm', 'recovery', 'heartbeat', 'silence'], {
    what: 'a signal',
    example: EXAMPLE,
    synonyms: {
      eventBus: 'bus',
      ok: 'recovery',
      recovered: 'recovery',
      alive: 'heartbeat',
      timeout: 'silence',
    },
  });
  if (!fields) return undefined;
  const name = readOwnName(fields.name, "the signal's name");
  const bus = readBus(fields.bus, home);
  const alarm = readEventPattern(fields.alarm, 'the pattern of events that say that it is in alarm');
  const recovery = readEventPattern(fields.recovery, 'the pattern of events that say that it has recovered');
  const heartbeat = readEventPattern(
    fields.heartbeat,
    'the pattern of events that say that it still watches',
  );
  const silenceSeconds = readSeconds(fields.silence, SILENCE);
  if (alarm && recovery && !areExclusive(alarm, recovery))
    fields.recovery.problem(
      'a pattern that no event matches which `alarm` matches, too: in one field the two must take different values',
      "recovery: { …, detail: { alert_transition: ['Recovered'] } }, for example",
    );
  if (!name || !bus || !alarm || !recovery || !heartbeat || !silenceSeconds) return undefined;
  return { name, bus, alarm, recovery, heartbeat, silenceSeconds };
}

/** Its name. */
function readBus(place: Place, home: Home): string | undefined {
  if (place.isLeftOut) return 'default';
  const at = place.with(textAttribute(place.value, 'eventBusArn') ?? place.value);
  const text = readText(at, { what: 'the name of an event bus, or its ARN', example: BUS.example });
  if (text === undefined) return undefined;
  if (text.startsWith('arn:')) return readArn(at, text, BUS, home);
  return BUS_NAME.test(text) ? text : at.problem('the name of an event bus, or its ARN', BUS.example);
}
