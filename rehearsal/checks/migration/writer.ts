import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { WHO_WROTE } from '../../people/migration/habits.ts';
import { duration } from '../../text/numbers.ts';
import type { MigrationCheck } from './evidence.ts';

/** What CloudTrail takes, Watch's minute, and what a function takes. */
const NAMED_WITHIN = 10 * 60_000;

/** People learn who wrote, if Watch may ask: once, of that very call and of no other. */
export function writerNamed(
  zoneId: string,
  times: { readonly written: number },
  { trailRegion }: Pick<MigrationSettings, 'trailRegion'>,
): MigrationCheck {
  if (trailRegion === undefined)
    return {
      claim: 'Nobody was notified of who wrote: Watch may not ask CloudTrail',
      contradictions: ({ situation }) =>
        situation.mails.filter(({ subject }) => WHO_WROTE.test(subject)).map(({ subject }) => subject),
    };
  return {
    claim: `People were notified once, within ${duration(NAMED_WITHIN)}, of who changed the zone: the message names that call as CloudTrail has it, and no other`,
    contradictions: ({ situation, scene }) => {
      const mails = situation.mails.filter(({ subject }) => WHO_WROTE.test(subject));
      const [mail] = mails;
      if (!mail || mails.length > 1) return [`${mails.length} notifications say who wrote`];
      const calls = scene.trail.events.filter(({ text }) => text.includes(zoneId));
      const written = calls.find(({ at }) => Math.abs(at - times.written) <= 1000);
      if (!written) return ['CloudTrail has no call of that time'];
      const { userIdentity } = JSON.parse(written.text) as { userIdentity: { arn: string } };
      const wanted = [written.id, userIdentity.arn, 'What Watch found is what this call wrote'];
      const named = calls.filter(({ id }) => mail.body.includes(`Event: ${id}`));
      return [
        ...wanted.filter((text) => !mail.body.includes(text)).map((text) => `it does not say ${text}`),
        ...named.filter(({ id }) => id !== written.id).map(({ id }) => `it names the other call ${id}`),
        ...(mail.at - times.written > NAMED_WITHIN
          ? [`it came after ${duration(mail.at - times.written)}`]
          : []),
      ];
    },
  };
}
