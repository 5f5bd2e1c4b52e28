/** The status as people read it. */

import type {
  MigrationStatus,
  StatusAlarm,
  StatusDecision,
} from '../../lambdas/migration/contract/status.ts';
import { count, cut, duration, percent } from '../../lambdas/shared/domain/text.ts';
import { bold, dim, green, red, yellow } from '../../rehearsal/text/style.ts';
import { row, section, withoutMilliseconds } from './text.ts';

/** Of what a state said, characters. */
const MOST_SAID = 200;

/** @param whole as it was answered */
export function statusLines(whole: MigrationStatus): readonly string[] {
  const status = withoutMilliseconds(whole);
  const { migration, account, region, at, summary } = status;
  return [
    `${bold(migration)} (account ${account}, ${region}) at ${at}`,
    colourOf(status)(summary),
    '',
    ...stateLines(status),
    row('Share', shareText(status)),
    ...unequalZones(status),
    ...alarmLines(status.alarms),
    row('Decision', status.decision ? yellow('needed, see below') : 'nobody must decide'),
    ...leftLines(status),
    ...(status.run?.oneWaySince
      ? [row('One way', `since ${status.run.oneWaySince} only a person rolls back`)]
      : []),
    ...section('Last events', status.events.map(eventText)),
    ...(status.decision ? decisionLines(status.decision) : []),
    ...section('Not read', status.unread.map(yellow)),
  ];
}

function colourOf({ phase }: MigrationStatus): (text: string) => string {
  switch (phase) {
    case 'stopped':
    case 'rolling-back':
      return red;
    case 'on-hold':
    case 'rolled-back':
      return yellow;
    default:
      return green;
  }
}

function stateLines({ state, wait, at }: MigrationStatus): readonly string[] {
  if (!state) return [];
  const ends = wait?.until === undefined ? '' : `, until ${wait.until}, in ${left(at, wait.until)}`;
  return [row('State', `${state.name} since ${state.since}${ends}`)];
}

function left(at: string, until: string): string {
  return duration(Math.max(0, Math.round((Date.parse(until) - Date.parse(at)) / 1000)));
}

function shareText({ share: { intended, seen } }: MigrationStatus): string {
  const { least, most } = intended;
  const meant = least === most ? percent(most) : `${percent(least)} to ${percent(most)}`;
  if (!seen) return `${meant} of the answers lead to the cluster`;
  const saw = seen.known
    ? `seen ${percent(seen.percent)} of ${count(seen.requests)} ${seen.unit}s since ${seen.from}`
    : yellow(`seen: unknown, ${seen.why}`);
  return `intended ${meant}, ${saw}`;
}

function unequalZones({ share: { intended, zones } }: MigrationStatus): readonly string[] {
  if (intended.least === intended.most) return [];
  return zones.map(({ zone, phase, percent: share }) => row('', `${zone} ${percent(share)}, ${phase}`));
}

function alarmLines(alarms: readonly StatusAlarm[]): readonly string[] {
  const bad = alarms.filter(({ state }) => state !== 'OK');
  const good = alarms.length - bad.length;
  return [
    row('Alarms', bad.length === 0 ? green(`all ${good} OK`) : `${good} of ${alarms.length} OK`),
    ...bad.map(({ name, state, reason }) =>
      row('', `${(state === 'ALARM' ? red : yellow)(state)} ${name}${reason === '' ? '' : `: ${reason}`}`),
    ),
  ];
}

function leftLines({ earliestEnd, at }: MigrationStatus): readonly string[] {
  if (earliestEnd === undefined) return [];
  return [row('Left', `${left(at, earliestEnd)} at least, until ${earliestEnd}, if it waits for nobody`)];
}

function eventText({ at, machine, state, said }: MigrationStatus['events'][number]): string {
  return `${dim(at)} ${machine} ${state}${said === '' ? '' : `: ${cut(said, MOST_SAID)}`}`;
}

export function decisionLines({ hold, reasons, answers, without, until }: StatusDecision): readonly string[] {
  return [
    ...section(`A person must decide by ${until}`, reasons),
    ...section(
      'Answers',
      answers.map(({ decision, to, does }) => `${commandFor(decision, to, hold)}\n      ${does}`),
    ),
    '',
    `  ${without}`,
  ];
}

/** As it is typed. */
function commandFor(decision: string, to: number | undefined, hold: string): string {
  const named = decision === 'abort' ? '' : ` --hold ${hold}`;
  return `npx kops-cutover ${COMMANDS[decision] ?? decision}${to === undefined ? '' : ` --to ${to}`}${named} --reason '…'`;
}

const COMMANDS: Readonly<Record<string, string>> = {
  promoteToEnd: 'promote --to-end',
  skipDown: 'skip-down',
};

/** A line for what has changed, and one for each event that is new; all of it at first. What is counted changes always. */
export function statusNews(whole: MigrationStatus, before: MigrationStatus | undefined): readonly string[] {
  const status = withoutMilliseconds(whole);
  const seen = before ? withoutMilliseconds(before).events : [];
  const known = new Set(seen.map(eventText));
  const since = seen.at(-1)?.at ?? '';
  const facts = factsIn(status);
  const changed = before === undefined || facts !== factsIn(withoutMilliseconds(before));
  return [
    ...status.events
      .filter(({ at }) => at >= since)
      .map(eventText)
      .filter((event) => !known.has(event)),
    ...(changed ? [`${status.at} ${facts} | ${shareText(status)}`] : []),
  ];
}

function factsIn({ summary, state, wait, alarms, decision, unread }: MigrationStatus): string {
  const bad = alarms
    .filter(({ state: found }) => found !== 'OK')
    .map(({ name, state: found }) => `${name} ${found}`);
  return [
    summary,
    ...(state ? [`${state.name}${wait?.until === undefined ? '' : ` until ${wait.until}`}`] : []),
    bad.length === 0 ? `all ${alarms.length} alarms OK` : `alarms: ${bad.join(', ')}`,
    ...(decision ? [`decision ${decision.hold} needed by ${decision.until}`] : []),
    ...(unread.length > 0 ? [`not read: ${unread.join('; ')}`] : []),
  ].join(' | ');
}
