/** Alarms that an app's own stacks make: they are rehearsed as the template defines them, deployed or not. */
import type { SynthesisedStack } from '../app/synthesise.ts';
import { type ContentOf, pathOf } from '../snapshot/file-kind.ts';
import { isList, isObject, type Json, type JsonObject } from '../snapshot/json.ts';
import { ALARMS } from '../snapshot/kinds/cloudwatch.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { childrenIn, nameOfAlarm } from '../world/composite-rule.ts';
import { evaluate, isKnown } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { isAlarm } from './own-names.ts';

type Printed = ContentOf<typeof ALARMS>;

/**
 * The snapshot with these alarms, and those that their rules name, as the app's templates have them. An alarm of the stack that is
 * deployed counts before the account's; those of other stacks count as they are there.
 */
export function withTemplateAlarms(
  snapshot: Snapshot,
  stack: SynthesisedStack,
  { names, facts }: { readonly names: readonly string[]; readonly facts: Facts },
): Snapshot {
  const place = { account: stack.account, region: stack.region };
  const printed: Printed = snapshot.find(ALARMS, place) ?? { MetricAlarms: [] };
  const made = needed(alarmsIn(stack, facts), names).filter(
    ({ stack: of, alarm }) => of === stack || !isThere(printed, String(alarm.AlarmName)),
  );
  if (made.length === 0) return snapshot;
  const isMade = ({ AlarmName }: { readonly AlarmName?: string | undefined }) =>
    made.some(({ alarm }) => alarm.AlarmName === AlarmName);
  const [composite, metric] = [true, false].map((wanted) =>
    made.flatMap(({ alarm }) => ('AlarmRule' in alarm === wanted ? [alarm] : [])),
  );
  const content = {
    MetricAlarms: [...printed.MetricAlarms.filter((each) => !isMade(each)), ...(metric ?? [])],
    CompositeAlarms: [
      ...(printed.CompositeAlarms ?? []).filter((each) => !isMade(each)),
      ...(composite ?? []),
    ],
  };
  const files = new Map(snapshot.files).set(pathOf(ALARMS, place), content as unknown as Json);
  const { folder, objects, web, byHand, roundTrips } = snapshot;
  return new Snapshot(folder, files, objects, web, byHand, roundTrips);
}

interface Made {
  readonly stack: SynthesisedStack;
  readonly alarm: JsonObject;
}

/** Each of the account and region whose name is known. */
function alarmsIn({ app, account, region }: SynthesisedStack, facts: Facts): readonly Made[] {
  const here = app.filter((each) => each.account === account && each.region === region);
  return here.flatMap((stack) =>
    Object.entries(stack.template.Resources).flatMap(([logicalId, resource]) => {
      const name = isAlarm(resource) ? facts.resource(stack, logicalId) : undefined;
      if (typeof name !== 'string') return [];
      const { value } = evaluate((resource.Properties ?? {}) as JsonObject, stack, facts);
      return isKnown(value)
        ? [{ stack, alarm: described(value as JsonObject, name, stack, facts, logicalId) }]
        : [];
    }),
  );
}

/** As DescribeAlarms has it. */
function described(
  properties: JsonObject,
  AlarmName: string,
  stack: SynthesisedStack,
  facts: Facts,
  logicalId: string,
): JsonObject {
  const { Tags: _, ...others } = properties;
  const AlarmArn = facts.attribute(stack, logicalId, 'Arn');
  return {
    ActionsEnabled: true,
    ...withNumbers(others),
    AlarmName,
    AlarmArn: typeof AlarmArn === 'string' ? AlarmArn : '',
  };
}

const NUMBERS = ['Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold'];

/** CloudFormation takes a number as a text, too, and what isn't said is left out. */
function withNumbers(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === '' ? [] : [[name, NUMBERS.includes(name) ? Number(each) : nested(each)]],
    ),
  );
}

function nested(value: Json): Json {
  if (isList(value)) return value.map(nested);
  return isObject(value) ? withNumbers(value) : value;
}

/** Those with these names, and all that they rest on. */
function needed(alarms: readonly Made[], names: readonly string[]): readonly Made[] {
  const wanted = new Set(names);
  // What is added while it is walked is walked, too.
  for (const name of wanted)
    for (const child of childrenOf(alarms.find(({ alarm }) => alarm.AlarmName === name))) wanted.add(child);
  return alarms.filter(({ alarm }) => wanted.has(String(alarm.AlarmName)));
}

/** Those of the rule, and the one that suppresses its actions. */
function childrenOf(made: Made | undefined): readonly string[] {
  const { AlarmRule, ActionsSuppressor } = made?.alarm ?? {};
  return [
    ...(typeof AlarmRule === 'string' ? childrenIn(AlarmRule) : []),
    ...(typeof ActionsSuppressor === 'string' ? [nameOfAlarm(ActionsSuppressor)] : []),
  ];
}

function isThere({ MetricAlarms, CompositeAlarms = [] }: Printed, name: string): boolean {
  return [...MetricAlarms, ...CompositeAlarms].some(({ AlarmName }) => AlarmName === name);
}
