import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { fitting } from '../../../shared/domain/text.ts';
import { ERRORS } from '../../contract/errors.ts';
import { MOST_LISTED } from '../../contract/payloads.ts';
import type { BeforeImage } from '../../domain/journal-state.ts';
import { blocksDespite } from '../../domain/readiness/accept.ts';
import { othersIn } from '../../domain/watch/others.ts';
import { type DnsPorts, lookAtDns } from '../../readiness/look-at-dns.ts';
import { readingNow } from '../../runtime/reading-now.ts';
import type { SwapPorts } from '../../swap/ports.ts';

/**
 * What legacy answers with, as it is kept and restored. Preflight has looked before; much may have happened since, so what
 * it would refuse is refused here by the same rules, from the same reading of the zones that the image is made of.
 * @throws NotReady, TransientFailure
 */
export async function lastLook(
  run: Run,
  { settings, clock }: Pick<SwapPorts, 'settings' | 'clock'>,
  dns: DnsPorts,
): Promise<ReadonlyMap<string, BeforeImage>> {
  const asking = { migration: settings.migration, run: run.name, continues: '', settings };
  const { findings, before, follows, whole } = await lookAtDns(settings.zones, asking, dns, readingNow);
  const problems = findings
    .filter((finding) => blocksDespite(settings.acceptances, finding, clock.now()))
    .map(({ subject, seen, toDo }) => `${subject}: ${seen} ${toDo}`);
  if (problems.length > 0)
    throw new NamedError(ERRORS.notReady, fitting(problems, MOST_LISTED.cause, 'findings').join('; '));
  return new Map(
    settings.zones.map(({ id, fenceName, records: names, role = null }, index) => {
      const own = new Set(names);
      const led = follows.filter(({ name }) => own.has(name));
      // All could be read, in this order: one that can't blocks.
      const others = othersIn(whole[index]?.records ?? [], { names, fenceName });
      return [id, { fenceName, records: before.get(id) ?? [], follows: led, role, others }];
    }),
  );
}
