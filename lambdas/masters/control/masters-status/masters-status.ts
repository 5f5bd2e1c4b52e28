import type { MastersSettings } from '../../contract/settings.ts';
import type { MastersStatus } from '../../contract/status.ts';
import { type MastersSeen, mastersStatusOf } from '../../domain/status/masters-status.ts';
import { buildView } from '../../domain/view.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import { type SeeingPorts, seeMasters } from '../../steps/see-masters.ts';

export interface MastersStatusPorts extends SeeingPorts {
  readonly settings: MastersSettings;
  /** Of the package that the function comes from. */
  readonly version: string;
  readonly journal: Pick<MastersJournal, 'lease' | 'unfinished' | 'roll'>;
}

/**
 * Looks, and changes nothing. What AWS doesn't say hides nothing of the journal.
 * @throws TransientFailure when the journal can't be read
 */
export async function mastersStatus(ports: MastersStatusPorts): Promise<MastersStatus> {
  const { journal, clock, settings, version } = ports;
  const [lease, unfinished, roll, groups] = await Promise.all([
    journal.lease(),
    journal.unfinished(),
    journal.roll(),
    groupsOrWhyNot(ports),
  ]);
  return mastersStatusOf(
    {
      now: clock.now(),
      groups,
      lease: lease.value,
      unfinished: unfinished.map(({ value }) => value),
      roll: roll?.value,
    },
    settings,
    version,
  );
}

async function groupsOrWhyNot(ports: SeeingPorts): Promise<MastersSeen['groups']> {
  try {
    return buildView(await seeMasters(ports)).groups;
  } catch (error) {
    return { why: String(error) };
  }
}
