import { notifyOnce } from '../../shared/notices/notify-once.ts';
import type { Topic } from '../../shared/ports/topic.ts';
import type { MastersSettings } from '../contract/settings.ts';
import { breakLease, brokenBy } from '../domain/lease.ts';
import { pageMessage } from '../domain/messages/page-message.ts';
import { refOf } from '../domain/opening.ts';
import type { Replacement } from '../domain/replacement.ts';
import { changeLease } from '../lease/change-lease.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import type { Replacements } from '../ports/replacements.ts';
import { type PuttingBackPorts, putBack } from './put-back.ts';

export interface PagePorts extends PuttingBackPorts {
  readonly settings: MastersSettings;
  readonly journal: MastersJournal;
  readonly topic: Topic;
  readonly replacements: Pick<Replacements, 'arnOf'>;
  /** ARN of the Decide machine. */
  readonly decideArn: string;
}

/**
 * Breaks the lease for a paged replacement, notifies people once for each attempt, and puts a master that stays back into its
 * load balancers; what an earlier try left undone is done now. A page that a person has decided meanwhile is left alone.
 * @returns whether people were notified now
 * @throws TransientFailure
 */
export async function finishPage(paged: Replacement, ports: PagePorts): Promise<boolean> {
  const { settings, journal, replacements, decideArn } = ports;
  const { page } = await changeLease(journal, async (lease) => {
    // A decision that comes in between is not undone for long: the sweep frees a lease whose page is decided.
    const kept = (await journal.replacement(paged.id))?.value;
    const broken = kept?.attempt === paged.attempt ? brokenBy(kept) : undefined;
    return { lease: broken ? breakLease(lease, broken) : lease, page: broken?.page };
  });
  if (!page) return false;
  const executionArn = replacements.arnOf(refOf(paged));
  const message = pageMessage({ settings, replacement: paged, page, executionArn, decideArn });
  const notice = { execution: paged.id, key: `page#${paged.attempt}`, teller: executionArn };
  const sent = await notifyOnce(notice, message, { journal, topic: ports.topic });
  // After the notice, which must not wait for load balancers. As the lease is broken, nobody else takes it out again.
  await putBack(paged, ports);
  return sent;
}
