import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { duration, percent } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import { holdKindOf, isHook } from '../../contract/hold-settings.ts';
import type { DecisionName } from '../../contract/holds.ts';
import { HOOKS } from '../../contract/hooks.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { extensionSeconds, holdEnds, holdId, maySkipToEnd, stepsBelow } from '../decision.ts';
import type { Hold } from '../hold.ts';

export interface HoldFacts {
  readonly hold: Hold;
  readonly settings: MigrationSettings;
  /** ARN of the held Migrate execution. */
  readonly executionArn: string;
  /** ARN of the Decide machine. */
  readonly decideArn: string;
}

/** Asks for a decision: what was seen, the possible answers, until when. */
export function holdMessage({ hold, settings, executionArn, decideArn }: HoldFacts): Message {
  const { migration, account, region } = settings;
  const ends = instant(holdEnds(hold, settings));
  return compose(`${migration}: decision needed at ${placeOf(hold, settings)} by ${ends}`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}) needs a decision.`,
      lines: [
        `It has been on hold at ${placeOf(hold, settings)}, in state ${hold.state}, since ${hold.since}. The hold id is ${holdId(hold)}.`,
        hold.oneWay
          ? 'Nothing changes during the hold. The one-way step has begun: only you can roll back.'
          : 'Nothing changes during the hold. The alarms still roll back.',
      ],
    },
    { heading: 'Why', lines: hold.reasons },
    { heading: 'Why nothing rolled back when the time was over', lines: sinceTimeOut(hold) },
    {
      heading: 'What you can do',
      lines: howToAnswer({ hold, settings, decideArn }),
    },
    {
      heading: 'Links',
      lines: [
        ...linkLine('Migration', executionArn),
        ...linkLine('Decide', decideArn),
        ...runbookLine(settings.runbookUrl, MIGRATE.holdForDecision),
      ],
    },
  ]);
}

/** The possible answers, and what comes without one. */
export function howToAnswer({
  hold,
  settings,
  decideArn,
}: Omit<HoldFacts, 'executionArn'>): readonly string[] {
  return [
    `Start the state machine ${nameOf(decideArn)} with one of these inputs. The reason is required and recorded.`,
    ...possibleAnswers(hold, settings).flatMap(answerLines),
    `Before a promotion takes effect, the alarms and legacy are read again. An alarm in ALARM ${hold.oneWay ? 'holds again' : 'rolls back'}. If one cannot be read, or legacy lacks something else, you are asked again.`,
    withoutDecision(hold, settings),
  ];
}

/** Reasons that the hold didn't begin with. */
function sinceTimeOut({ reasons, legacy = [] }: Hold): readonly string[] {
  return legacy.filter((reason) => !reasons.includes(reason));
}

/** Nothing speaks against a rollback. */
function isSafe({ legacy = [], oneWay = false }: Hold): boolean {
  return legacy.length === 0 && !oneWay;
}

/** Whether its time-out rolls back, if legacy can carry all the traffic. */
export function mayRollBack(
  hold: Hold,
  { onHoldTimeout }: Pick<MigrationSettings, 'onHoldTimeout'>,
): boolean {
  return isSafe(hold) && onHoldTimeout?.[holdKindOf(hold.state)] !== 'stay';
}

/** What comes without an answer. */
export function withoutDecision(hold: Hold, settings: MigrationSettings): string {
  const ends = instant(holdEnds(hold, settings));
  if (mayRollBack(hold, settings))
    return `Without a decision by ${ends}, the migration rolls back to legacy if that can carry all the traffic. If not, you are asked again.`;
  return `Without a decision by ${ends}, you are asked again. This hold never rolls back by itself.`;
}

const JUDGES: readonly string[] = [MIGRATE.judgeSoak, MIGRATE.judgeLegacy, MIGRATE.measureLegacyTraffic];

/** What a person may answer, and what it does. */
export interface PossibleAnswer {
  /** Decide's input, but for the reason. */
  readonly input: { readonly decision: DecisionName; readonly to?: number; readonly hold?: string };
  readonly does: string;
}

export function possibleAnswers(hold: Hold, settings: MigrationSettings): readonly PossibleAnswer[] {
  const wait = duration(extensionSeconds(hold.state, settings));
  const judges = JUDGES.includes(hold.state);
  const id = holdId(hold);
  const [last] = settings.steps.slice(-1);
  const does = (decision: DecisionName, effect: string): PossibleAnswer => ({
    input: { decision, hold: id },
    does: effect,
  });
  return [
    does('promote', promoted(hold, settings)),
    ...(maySkipToEnd(hold, settings) && last
      ? [does('promoteToEnd', `continues with ${percent(last.percent)}, the last step`)]
      : []),
    does('extend', `waits for ${wait}, then ${again(hold)}`),
    ...(judges || isHook(hold.state) ? [does('retry', `${again(hold)} now`)] : []),
    ...stepsBelow(hold, settings)
      .toReversed()
      .map(({ percent: to }) => ({
        input: { decision: 'skipDown', to, hold: id } as const,
        does: `goes back to ${percent(to)}, and soaks there again`,
      })),
    { input: { decision: 'abort' }, does: `rolls back: legacy gets all the traffic${warning(hold)}` },
  ];
}

function again({ state }: Hold): string {
  if (isHook(state)) return 'asks the hook again';
  return JUDGES.includes(state) ? 'judges again' : 'asks again';
}

function warning({ legacy = [], oneWay = false }: Hold): string {
  return [
    ...(legacy.length > 0 ? [', though it may not be able to carry it'] : []),
    ...(oneWay ? [', and lacks what was written only for the cluster since the one-way step'] : []),
  ].join('');
}

/** What it does, and the input on a line of its own, to be copied whole. */
function answerLines({ input, does }: PossibleAnswer): readonly string[] {
  const fields = Object.entries({ ...input, reason: '…' }).map(
    ([field, value]) => `"${field}": ${JSON.stringify(value)}`,
  );
  return [`${input.decision} ${does}:`, `{${fields.join(', ')}}`];
}

function promoted({ state, step }: Hold, settings: MigrationSettings): string {
  if (state === MIGRATE.measureLegacyTraffic)
    return 'closes the migration: no rollback is possible after that';
  if (state === MIGRATE.judgeLegacy)
    return 'continues. Until legacy is fixed, a rollback may overload it, also one that an alarm starts';
  if (isHook(state)) return promotedOverHook(state, step, settings);
  if (state !== MIGRATE.judgeSoak)
    return `retries ${state}; first fix the cause: undo what somebody else wrote, for example, or what Route 53 refuses`;
  return `${onwardFrom(step + 1, settings)}. If somebody else changed the zone, restore the records first; the step is then repeated`;
}

function promotedOverHook(state: string, step: number, settings: MigrationSettings): string {
  const next = { [HOOKS.beforeStep]: step, [HOOKS.afterStep]: step + 1 }[state] ?? settings.steps.length;
  return `${onwardFrom(next, settings)}, although the hook did not say pass`;
}

/** @param step index of what is next; behind the last one legacy's records are retired */
function onwardFrom(step: number, { steps }: MigrationSettings): string {
  const next = steps[step];
  return next ? `continues with ${percent(next.percent)}` : "retires legacy's records";
}

const IN_DRAIN: readonly string[] = [
  MIGRATE.retireLegacyRecords,
  MIGRATE.measureLegacyTraffic,
  MIGRATE.closeMigration,
];

/** Where it is held, in words. */
export function placeOf({ step, state }: Hold, { steps }: MigrationSettings): string {
  if (IN_DRAIN.includes(state)) return 'the drain';
  if (state === MIGRATE.adoptRecords) return 'the adoption of the records';
  const { percent: share } = steps[step] ?? {};
  return `step ${step + 1} of ${steps.length}${share === undefined ? '' : ` (${percent(share)})`}`;
}

function nameOf(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}
