/** Whether anybody else is moving names of this zone: the fences in it. */
import { displayName } from '../../../../shared/contract/dns-names.ts';
import { drilledBy } from '../../../contract/drill.ts';
import { type Fence, isOpen, parseFence } from '../../fence.ts';
import { findFence } from '../../observed-zone.ts';
import { type Remark, remarks } from '../finding.ts';
import type { Asking, ZoneSeen } from './seen.ts';

export function judgeFences(seen: ZoneSeen, asking: Asking): Remark[] {
  return [...judgeOwn(seen, asking), ...judgeOthers(seen, asking)];
}

function judgeOwn({ settings, zone }: ZoneSeen, asking: Asking): Remark[] {
  const subject = displayName(settings.name);
  const found = findFence(zone.records, settings.fenceName);
  if (found.kind === 'absent') return asking.continues === '' ? [] : [notContinued(subject, 'none')];
  if (found.kind === 'damaged' || found.fence.migration !== asking.migration) {
    const values = found.record.ResourceRecords?.map(({ Value }) => Value).join(' ');
    return [
      remarks.fail(subject, 'fence-damaged', {
        seen: `${displayName(settings.fenceName)} TXT is not a fence of this migration: ${values}`,
        why: 'The fence says who may write. Without it, it is unknown whether a run is under way.',
        toDo: 'Find out who wrote it. If no run is under way and every name answers with legacy, delete it.',
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
    const why = 'The names have been moved already. A closed fence is never reopened.';
    const toDo = 'To move names again, deploy a migration under another name.';
    return [remarks.fail(subject, 'migration-closed', { seen, why, toDo })];
  }
  if (!isOpen(fence)) return [];
  const seen = `The fence says that another run of this migration is under way (${stands}).`;
  const why = 'Only one run may be under way: a run does not know what another one writes.';
  const toDo = 'Roll the other run back, or continue it with `startAtPercent`.';
  return [remarks.fail(subject, 'run-open', { seen, why, toDo })];
}

function notContinued(subject: string, stands: string): Remark {
  return remarks.fail(subject, 'fence-not-continued', {
    seen: `The fence does not match the run to be continued: ${stands}.`,
    why: 'A run can only be continued from the share at which it stopped.',
    toDo: 'Look up the share of the last run. Continue from that share, or roll the run back.',
  });
}

function judgeOthers({ settings, zone }: ZoneSeen, { migration }: Asking): Remark[] {
  const others = zone.records
    .filter(({ Name, Type }) => Type === 'TXT' && Name !== settings.fenceName)
    .flatMap(({ Name, ResourceRecords = [] }) =>
      ResourceRecords.flatMap(({ Value }) => ({ name: Name, fence: parseFence(Value) })),
    );
  return others.flatMap(({ name, fence }) => {
    const drilled = fence && drilledBy(fence.migration);
    if (drilled !== undefined) return drillThere(displayName(settings.name), displayName(name), drilled);
    if (!fence || fence.migration === migration || !isOpen(fence)) return [];
    return remarks.fail(displayName(settings.name), 'other-migration', {
      seen: `The migration ${fence.migration} is under way in this zone (${displayName(name)}: ${fence.phase} at ${fence.weight} %).`,
      why: 'Two migrations in one zone may move the same names, and they share the account’s Route 53 limits.',
      toDo: `Wait until ${fence.migration} has ended, or roll it back, before you start this one.`,
    });
  });
}

/** In nobody's way: nobody asks for its names, and it ends by itself when a run begins. */
function drillThere(subject: string, name: string, migration: string): Remark {
  return remarks.warn(subject, 'drill-there', {
    seen: `A drill of the migration ${migration} is under way in this zone, or has left its names there (${name}).`,
    why: 'It blocks nothing: nobody asks for these names, and a drill that is under way removes them as soon as a run begins.',
    toDo: `If no execution of ${migration}-Drill is running, start that machine with {}: it first removes what is left.`,
  });
}
