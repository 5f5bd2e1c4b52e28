/** The alarms that roll back. */
import { Token, Tokenization } from 'aws-cdk-lib';
import type { AlarmSettings } from '../../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import {
  afterIn,
  type Home,
  homeOf,
  isArnSoFar,
  isOfHome,
  pathOf,
  readArn,
  resourceOf,
} from '../../shared/config/arn.ts';
import { refuseRepeats } from '../../shared/config/lists.ts';
import { attributeOf, type Place, textAttribute } from '../../shared/config/place.ts';
import { readFlag, readTextOrToken } from '../../shared/config/values.ts';

const NEVER_ARRIVE = 'events of other alarms do not arrive here, so they could not start a rollback';
const FORM = {
  what: 'an alarm',
  service: 'cloudwatch',
  resource: /^alarm:(\P{Cc}{1,255})$/u,
  example: "its name, or 'arn:aws:cloudwatch:<region>:<account>:alarm:<name>'",
  whyRegion: NEVER_ARRIVE,
  whyAccount: NEVER_ARRIVE,
};
const ALARM_NAME = /^\P{Cc}{1,255}$/u;
/** As many as one DescribeAlarms call takes. */
export const MOST_ALARMS = 100;

export type Reference = Pick<AlarmSettings, 'name' | 'arn'>;

/** @param beside so many that the stack makes */
export function readAlarms(place: Place, home: Home, beside = 0): AlarmSettings[] {
  const places = place.items({
    of: "an alarm's name, its ARN or a CDK alarm",
    atLeast: 1,
    atMost: MOST_ALARMS - beside,
    example: "alarms: ['cluster-5xx']",
  });
  const found = (places ?? []).flatMap((at) => {
    const alarm = readAlarm(at, home);
    return alarm ? [{ place: at, key: keyOf(alarm), alarm }] : [];
  });
  refuseRepeats(found, 'each alarm');
  const alarms = found.map(({ alarm }) => alarm);
  if (beside === 0) warnOfWeakGuard(place, places?.length ?? 0, alarms);
  return alarms;
}

/** All are of one region and account, so a name that is known says which one it is. */
export function keyOf({ name, arn }: Reference): string {
  return Token.isUnresolved(name) ? arn : name;
}

function readAlarm(place: Place, home: Home): AlarmSettings | undefined {
  if (!isSettingsForm(place)) {
    const reference = readReference(place, home);
    return reference && { ...reference, allowInsufficientData: false };
  }
  const fields = place.fields(['alarm', 'allowInsufficientData'], {
    what: 'an alarm',
    example: FORM.example,
    synonyms: { name: 'alarm', arn: 'alarm', alarmName: 'alarm', alarmArn: 'alarm' },
  });
  if (!fields) return undefined;
  const allowInsufficientData = readFlag(fields.allowInsufficientData, false);
  const reference = readReference(fields.alarm, home);
  return reference && { ...reference, allowInsufficientData };
}

/** A plain object that isn't an alarm of CDK, and no token that stands for an ARN. */
function isSettingsForm(place: Place): boolean {
  return typeof place.value === 'object' && !place.isToken && !cdkAlarm(place.value);
}

export function readReference(place: Place, home: Home): Reference | undefined {
  const alarm = cdkAlarm(place.value);
  if (alarm) return readCdkAlarm(place, alarm, home);
  const text = readTextOrToken(place, {
    what: "an alarm's name, its ARN or a CDK alarm",
    example: "'cluster-5xx', for example",
  });
  if (text === undefined) return undefined;
  if (place.isToken && (text.startsWith('arn:') || Tokenization.reverseString(text).length === 1))
    return isArnSoFar(place, text, FORM, home) ? { name: afterIn(text, ':alarm:'), arn: text } : undefined;
  if (text.startsWith('arn:')) {
    const name = readArn(place, text, FORM, home);
    return name === undefined ? undefined : { name, arn: text };
  }
  if (!ALARM_NAME.test(text))
    return place.problem(
      "an alarm's name: at most 255 characters, without control characters",
      'the name that CloudWatch shows',
    );
  return alarmIn(home, text);
}

/** The alarm of this name where the stack is. */
export function alarmIn({ account, region }: Home, name: string): Reference {
  const partition = region && partitionOf(region)?.name;
  const arn = account && partition ? `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}` : name;
  return { name, arn };
}

/** Account and region are undefined when they are known at deploy time only. */
interface CdkAlarm extends Reference, Home {
  /** Of the construct in the app. */
  readonly path: string;
}

/** An `IAlarm`, recognized by its two attributes: alarms and composite alarms, made or imported. */
function cdkAlarm(value: unknown): CdkAlarm | undefined {
  const [arn, name] = [textAttribute(value, 'alarmArn'), textAttribute(value, 'alarmName')];
  if (!arn || !name) return undefined;
  return { arn, name, path: pathOf(value) ?? name, ...homeOf(value) };
}

/** The resource of an alarm of the app itself, given alone or with settings; undefined where it is given by name or ARN. */
export function alarmResource(given: unknown): unknown {
  return resourceOf(attributeOf(given, 'node') ? given : attributeOf(given, 'alarm'));
}

function readCdkAlarm(
  place: Place,
  { arn, name, path, account, region }: CdkAlarm,
  home: Home,
): Reference | undefined {
  const shown = place.with(path);
  if (!Token.isUnresolved(arn) && readArn(shown, arn, FORM, home) === undefined) return undefined;
  return isOfHome(shown, FORM, { account, region }, home) ? { name, arn } : undefined;
}

function warnOfWeakGuard(place: Place, given: number, alarms: readonly AlarmSettings[]): void {
  if (given === 1)
    place.warning(
      'single-alarm',
      'only one alarm can start a rollback; usually one watches errors and another one latency',
    );
  if (alarms.length > 0 && alarms.every((alarm) => alarm.allowInsufficientData))
    place.warning(
      'no-alarm-needs-data',
      'every alarm may lack data, so nothing proves that the cluster is watched',
    );
}
