/** Whether anybody else is moving names of this zone: the fences in it. */
import { displayName } from '../../../../shared/contract/dns-names.ts';
import { type Fence, isOpen, parseFence } from '../../fence.ts';
import { observe } from '../../observed-zone.ts';
import { type Remark, remarks } from '../finding.ts';
import type { Asking, ZoneSeen } from './seen.ts';

export function judgeFences(seen: ZoneSeen, asking: Asking): Remark[] {
  return [...judgeOwn(seen, asking), ...judgeOthers(seen, asking)];
}

function judgeOwn({ settings, zone }: ZoneSeen, asking: Asking): Remark[] {
  const subject = displayName(settings.name);
  const { fence: found } = observe(zone.records, [], settings.fenceName);
  if (found.kind === 'absent') return asking.continues === '' ? [] : [notContinued(subject, 'there is none')];
  if (found.kind === 'damaged' || found.fence.migration !== asking.migration) {
    const values = found.record.ResourceRecords?.map(({ Value }) => Value).join(' ');
    return [
      remarks.fail(subject, 'fence-damaged', {
        seen: `${displayName(settings.fenceName)} TXT is not a fence of this migration: ${values}`,
        why: 'The fence says who may write; without it nobody knows whether a run is under way.',
        toDo: 'Find out who wrote it. If no run is under way and all names answer with legacy, delete it.',
      }),
    ];
  }
  return judgeStanding(subject, found.fence, asking);
}

function judgeStanding(subject: string, fence: Fence, { run, continues }: Asking): Remark[] {
  const stands = `epoch ${fence.epoch}, ${fence.phase} at ${fence.weight} %, execution ${fence.execution}`;
  if (continues !== '')
    return fence.execution === continues && fence.phase === 'shift' ? [] : [notContinued(subject, stands)];
  if (fence.execution === run) return [];
  if (fence.phase === 'closed') {
    const seen = `The fence says that this migration is over (${stands}).`;
    const why = 'The names were moved already; a closed fence is never opened again.';
    const toDo = 'To move names again, deploy a migration with another name.';
    return [remarks.fail(subject, 'migration-closed', { seen, why, toDo })];
  }
  if (!isOpen(fence)) return [];
  const seen = `The fence says that another run of this migration is under way (${stands}).`;
  const why = 'One run at a time: each knows what it wrote itself, and nothing of what the other does.';
  const toDo = 'Roll the other run back, or continue it (`startAtPercent`).';
  return [remarks.fail(subject, 'run-open', { seen, why, toDo })];
}

function notContinued(subject: string, stands: string): Remark {
  return remarks.fail(subject, 'fence-not-continued', {
    seen: `The fence is not that of the run to be continued: ${stands}.`,
    why: 'A run can be continued only from where it stands.',
    toDo: 'Look at the last run, and roll it back or continue from its share.',
  });
}

function judgeOthers({ settings, zone }: ZoneSeen, { migration }: Asking): Remark[] {
  const others = zone.records
    .filter(({ Name, Type }) => Type === 'TXT' && Name !== settings.fenceName)
    .flatMap(({ Name, ResourceRecords = [] }) =>
      ResourceRecords.flatMap(({ Value }) => ({ name: Name, fence: parseFence(Value) })),
    );
  return others.flatMap(({ name, fence }) => {
    if (!fence || fence.migration === migration || !isOpen(fence)) return [];
    return remarks.fail(displayName(settings.name), 'other-migration', {
      seen: `Migration ${fence.migration} is under way in this zone (${displayName(name)}: ${fence.phase} at ${fence.weight} %).`,
      why: 'Two migrations in one zone may move the same names, and share the account’s limits of Route 53.',
      toDo: `Let ${fence.migration} come to its end, or roll it back, before this one starts.`,
    });
  });
}
