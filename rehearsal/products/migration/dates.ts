/** What comes of a configuration's dates in a rehearsal, whose time is not today's. */
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { dayOf } from '../../../lambdas/shared/contract/day.ts';
import { endedBefore } from '../../checks/migration/freezes.ts';
import { START } from '../../estate/home.ts';
import { clock } from '../../view/frame.ts';

type Dated = Pick<MigrationSettings, 'acceptances' | 'drain' | 'freeze' | 'manualChecks' | 'steps'>;

/** Sentences: when it begins, what has ended by then or ends before a migration does, and freezes that it never meets. */
export function datesIn(settings: Dated): readonly string[] {
  const { acceptances, freeze, manualChecks } = settings;
  const signed = manualChecks.flatMap(({ id, signedOff }) =>
    signedOff
      ? [{ what: `The sign-off of ${id}`, until: signedOff.until, are: 'not ready (manual-check-expired)' }]
      : [],
  );
  const accepted = acceptances.map(({ id, subject, until }) => ({
    what: `The acceptance of ${id} (${subject})`,
    until,
    are: 'not ready (acceptance-expired) if a finding needs it',
  }));
  const last = dayOf(endOf(settings));
  const ended = [...signed, ...accepted]
    .filter(({ until }) => until < last)
    .map(
      ({ what, until, are }) =>
        `${what} holds until ${until}: scenarios that begin later are ${are}, even if it is valid today.`,
    );
  const past = freeze ? endedBefore(START, freeze) : [];
  return [
    `The rehearsal begins on ${clock(START).slice(0, -3)} UTC, whatever the date is today.`,
    ...ended,
    ...past.map(
      ({ from, until }) => `The freeze from ${from} to ${until} is not rehearsed: it is over by then.`,
    ),
  ];
}

/** About when a migration ends that begins with the rehearsal, and for which nobody and nothing waits. */
function endOf({ steps, drain }: Dated): number {
  const soaks = steps.reduce((sum, { soakSeconds }) => sum + soakSeconds, 0);
  return START + (soaks + drain.minimumStaySeconds) * 1000;
}
