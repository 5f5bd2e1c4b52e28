import type { Summary } from '../../../shared/contract/call.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { PagePayload } from '../../contract/payloads.ts';
import { changeReplacement } from '../../lease/change-replacement.ts';
import { finishPage, type PagePorts } from '../../steps/page.ts';

type Payload = Pick<PagePayload, 'replacement' | 'page'>;

/**
 * Stops a replacement for a person's decision: it is marked as paged, the lease is broken, the page is sent once, and a
 * drained master that stays serves again. In this order: what is interrupted is finished by a second try, or by the sweep.
 * @throws TransientFailure
 */
export async function pageOperator({ replacement, page }: Payload, ports: PagePorts): Promise<Summary> {
  const { id, attempt } = replacement;
  const statusAt = instant(ports.clock.now());
  const kept = await changeReplacement(ports.journal, id, (one) =>
    one.attempt === attempt && one.status === 'open' ? { ...one, status: 'paged', statusAt, page } : one,
  );
  if (kept.attempt !== attempt || kept.status !== 'paged')
    return {
      summary: `Attempt ${attempt} pages nobody: ${id} is ${kept.status} in attempt ${kept.attempt}.`,
    };
  const sent = await finishPage(kept, ports);
  return { summary: sent ? `Notified: ${page.heading}.` : 'Already notified.' };
}
