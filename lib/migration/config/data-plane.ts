/** The rollback that needs no API: which alarms get a health check of Route 53. */
import { Token } from 'aws-cdk-lib';
import { CHECK_STATISTICS } from '../../../lambdas/migration/contract/data-plane.ts';
import type { AlarmSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import { attributeOf, type Place } from '../../shared/config/place.ts';
import { isMath } from '../made-alarms/definitions.ts';
import { alarmResource, keyOf, readReference } from './alarms.ts';
import type { ReadAlarms } from './made-alarms.ts';

const ALLOWED = `one metric of standard resolution in this account, with ${CHECK_STATISTICS.join(', ')} and a fixed threshold`;

type Fields = Readonly<Record<'dataPlaneRollback' | 'oneWayFrom', Place>>;

const ON_MATH = 'is on metric math, or on a metric of another account';

/** @returns undefined without health checks */
export function readDataPlane(
  { dataPlaneRollback: place, oneWayFrom }: Fields,
  { alarms, given, made }: ReadAlarms,
  home: Home,
): readonly AlarmSettings[] | undefined {
  if (place.value === false || place.isLeftOut) return undefined;
  if (!oneWayFrom.isLeftOut)
    place.problem(
      'no rollback by itself, because `oneWayFrom` lets only a person go back from its step on',
      'either `dataPlaneRollback` or `oneWayFrom`',
    );
  const refused = new Map([
    ...refusedAmong(given.place, given.alarms),
    ...made.filter(isMath).map((alarm) => [keyOf(alarm), ON_MATH] as const),
  ]);
  if (place.value !== true) return readNamed(place, alarms, refused, home);
  const allowed = alarms.filter((alarm) => !refused.has(keyOf(alarm)));
  if (alarms.length > 0 && allowed.length === 0)
    return place.problem(
      'an alarm that allows a health check',
      `an alarm on ${ALLOWED}, in \`alarms\`${made.length > 0 ? ', such as those that `alarms.errors.perMinute` or `alarms.targetGroups` makes' : ''}; or leave out \`dataPlaneRollback\``,
    );
  return allowed;
}

function readNamed(
  place: Place,
  alarms: readonly AlarmSettings[],
  refused: ReadonlyMap<string, string>,
  home: Home,
): readonly AlarmSettings[] | undefined {
  const fields = place.fields(['alarms'], {
    what: 'the rollback by the data plane',
    example: "true, or { alarms: ['cluster-5xx'] }",
  });
  const places = fields?.alarms.items({
    of: 'an alarm of `alarms`',
    atLeast: 1,
    atMost: Math.max(1, alarms.length),
    example: "alarms: ['cluster-5xx']",
  });
  return places?.flatMap((at) => {
    const reference = readReference(at, home);
    if (!reference) return [];
    const why = refused.get(keyOf(reference));
    if (why !== undefined)
      return (
        at.problem(`an alarm that allows a health check; this one ${why}`, `an alarm on ${ALLOWED}`) ?? []
      );
    const found = alarms.find((alarm) => keyOf(alarm) === keyOf(reference));
    if (found) return [found];
    return at.problem('an alarm that is also in `alarms`', alarms.map(({ name }) => name).join(', ')) ?? [];
  });
}

/** Why alarms of the app itself allow no health check, by their keys. Of those that are given by name or ARN nothing is known here. */
function refusedAmong(place: Place, alarms: readonly AlarmSettings[]): ReadonlyMap<string, string> {
  if (!Array.isArray(place.value) || place.value.length !== alarms.length) return new Map();
  return new Map(
    place.value.flatMap((given, i) => {
      const why = whyRefused(alarmResource(given));
      const key = alarms[i] && keyOf(alarms[i]);
      return why === undefined || key === undefined ? [] : [[key, why] as const];
    }),
  );
}

function whyRefused(resource: unknown): string | undefined {
  const has = (name: string) => attributeOf(resource, name) !== undefined;
  if (has('alarmRule')) return 'is a composite alarm';
  if (has('metrics')) return ON_MATH;
  if (has('thresholdMetricId')) return 'has a band in place of a threshold';
  if (has('extendedStatistic')) return `has the statistic ${attributeOf(resource, 'extendedStatistic')}`;
  const period = attributeOf(resource, 'period');
  if (typeof period === 'number' && !Token.isUnresolved(period) && period < 60)
    return `has a period of ${period} s`;
  return undefined;
}
