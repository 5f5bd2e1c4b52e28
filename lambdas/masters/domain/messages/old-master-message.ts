import { runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import { CERTIFICATES_END_DAYS, OLD_DAYS } from '../../../shared/domain/instance-age.ts';
import type { Message } from '../../../shared/domain/message.ts';
import type { RollInput } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { NOTIFICATIONS } from '../../contract/states.ts';

export interface OldMaster {
  readonly instance: string;
  readonly group: string;
  /** Days since EC2 launched it. */
  readonly age: number;
  readonly settings: MastersSettings;
}

/** Says that a master is to be replaced before its certificates end. Nothing has stopped, and nothing waits for an answer. */
export function oldMasterMessage({ instance, group, age, settings }: OldMaster): Message {
  const { name, cluster, account, region, runbookUrl } = settings;
  return compose(`${name}: ${NOTIFICATIONS.masterOld}: ${instance} is ${age} days old`, [
    {
      heading: `The master ${instance} (${group}) of cluster ${cluster} (account ${account}, ${region}) was launched ${age} days ago.`,
      lines: [
        `Certificates that kops issues to a master expire ${CERTIFICATES_END_DAYS.join(' to ')} days after it starts: ${endInWords(age)}. Nothing renews them. Without them its API server and etcd refuse each other.`,
      ],
    },
    {
      heading: 'What to do next',
      lines: [
        `Start the state machine ${name}-RollMasters with ${JSON.stringify({ olderThanDays: OLD_DAYS } satisfies RollInput)}, or with {} for all masters. You are notified once.`,
      ],
    },
    { heading: 'Links', lines: runbookLine(runbookUrl, NOTIFICATIONS.masterOld) },
  ]);
}

function endInWords(age: number): string {
  const [first, last] = CERTIFICATES_END_DAYS;
  return age < first ? `in ${first - age} to ${last - age} days` : 'now, or within days';
}
