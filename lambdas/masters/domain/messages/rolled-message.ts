import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { ROLL_ENDS } from '../../contract/states.ts';

export interface RolledFacts {
  readonly outcome: keyof typeof ROLL_ENDS;
  /** Why it stopped, or what was done. */
  readonly reason: string;
  /** A line for each master. */
  readonly report: readonly string[];
  readonly run: Run;
  readonly settings: MastersSettings;
}

/** Says that a roll has ended, and what became of each master. */
export function rolledMessage({ outcome, reason, report, run, settings }: RolledFacts): Message {
  const { name, cluster, account, region, runbookUrl } = settings;
  const end = ROLL_ENDS[outcome];
  const how = outcome === 'done' ? 'is done' : 'has stopped, and does not continue on its own';
  return compose(`${name}: ${end}: the roll ${outcome === 'done' ? 'is done' : 'has stopped'}`, [
    {
      heading: `The roll of the masters of cluster ${cluster} (account ${account}, ${region}) ${how}.`,
      lines: [reason, `The execution began at ${run.startedAt}.`],
    },
    { heading: 'Masters', lines: report },
    {
      heading: 'What to do next',
      lines: [
        outcome === 'done'
          ? 'No action.'
          : `Resolve that, then start the state machine ${name}-RollMasters with {} to continue.`,
      ],
    },
    { heading: 'Links', lines: [...linkLine('Roll', run.arn), ...runbookLine(runbookUrl, end)] },
  ]);
}
