/** The masters' status as people read it. */
import type { MastersStatus, PagedReplacement } from '../../lambdas/masters/contract/status.ts';
import { bold, dim, green, red, yellow } from '../../rehearsal/text/style.ts';
import { row, section, withoutMilliseconds } from './text.ts';

export function mastersLines(whole: MastersStatus): readonly string[] {
  const status = withoutMilliseconds(whole);
  const { name, cluster, account, region, at, summary, lease, replacements, roll, unread } = status;
  return [
    `${bold(name)}: masters of ${cluster} (account ${account}, ${region}) at ${at}`,
    colourOf(status)(summary),
    '',
    ...masterLines(status),
    row('Lease', lease.reason),
    ...(roll
      ? [row('Roll', `${roll.status} since ${roll.startedAt}${roll.reason === '' ? '' : `: ${roll.reason}`}`)]
      : []),
    ...(roll?.masters ?? []).map(({ instance, group, status: how }) =>
      row('', `${instance} ${how} ${dim(group)}`),
    ),
    ...section(
      'Being replaced',
      replacements.map(
        ({ id, group, status: how, statusAt, origin }) =>
          `${id} (${group}): ${how} since ${statusAt}. ${origin}`,
      ),
    ),
    ...replacements.flatMap(({ page }) => (page ? pageLines(page) : [])),
    ...section('Not read', unread.map(yellow)),
  ];
}

function colourOf({ lease, replacements, unread }: MastersStatus): (text: string) => string {
  if (lease.state === 'broken') return red;
  return replacements.length === 0 && unread.length === 0 ? green : yellow;
}

function masterLines({ groups }: MastersStatus): readonly string[] {
  return groups.flatMap(({ name, desired, instances, suspended }, i) => [
    row(i === 0 ? 'Masters' : '', name),
    ...instances.map(({ id, lifecycle, state, zone, launchedAt }) =>
      row(
        '',
        `  ${id} ${lifecycle || 'not in its group'}, ${state || 'unknown to EC2'} in ${zone}, launched ${launchedAt || 'at an unknown time'}`,
      ),
    ),
    ...(instances.length < desired ? [row('', red(`  ${desired - instances.length} missing`))] : []),
    ...suspended.map((process) => row('', yellow(`  ${process} is suspended`))),
  ]);
}

function pageLines({ heading, reason, answers, decide }: PagedReplacement): readonly string[] {
  return [
    ...section(`${heading}: a person must decide`, [reason]),
    ...section(
      `Answers: start ${decide} with one of these`,
      answers.map((answer) => JSON.stringify({ ...answer, reason: '…' })),
    ),
  ];
}

/** A line for what has changed; all of it at first. */
export function mastersNews(status: MastersStatus, before: MastersStatus | undefined): readonly string[] {
  const facts = factsIn(status);
  const changed = before === undefined || facts !== factsIn(before);
  return changed ? [withoutMilliseconds(`${status.at} ${facts}`)] : [];
}

function factsIn({ summary, groups, lease, replacements, roll, unread }: MastersStatus): string {
  const masters = groups.flatMap(({ instances }) =>
    instances.map(({ id, lifecycle }) => `${id} ${lifecycle}`),
  );
  const going = replacements.map(({ id, status: how }) => `${id} ${how}`);
  return [
    summary,
    ...(unread.length > 0
      ? [`not read: ${unread.join('; ')}`]
      : [`masters: ${masters.join(', ') || 'none'}`]),
    ...(lease.state === 'broken' ? [`lease ${lease.reason}`] : []),
    ...(going.length > 0 ? [`being replaced: ${going.join(', ')}`] : []),
    ...(roll ? [`roll: ${roll.status}`] : []),
  ].join(' | ');
}
