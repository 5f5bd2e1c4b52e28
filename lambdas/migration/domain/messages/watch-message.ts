/** What Watch notifies people of. */

import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { duration } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { WATCH } from '../../contract/states.ts';
import { SILENCE_SECONDS } from '../../contract/watch.ts';
import { holdEnds, holdId } from '../decision.ts';
import type { Hold } from '../hold.ts';
import type { JournalRun } from '../journal-state.ts';
import type { ChangedZone, OthersOfZone } from '../watch/acts.ts';
import { howToAnswer, mayRollBack } from './hold-message.ts';

interface OfRun {
  readonly settings: MigrationSettings;
  readonly run: Pick<JournalRun, 'execution' | 'executionArn'>;
}

export interface ZonesChangedFacts extends OfRun {
  readonly zones: readonly ChangedZone[];
  /** What waits for a decision meanwhile. */
  readonly hold?: Hold | undefined;
  readonly decideArn: string;
}

export interface HoldEndsFacts extends OfRun {
  readonly hold: Hold;
  readonly decideArn: string;
}

export function zonesChangedMessage({ settings, run, zones, hold, decideArn }: ZonesChangedFacts): Message {
  const { migration, account, region, runbookUrl } = settings;
  const vanished = zones.every(({ kind }) => kind === 'vanished');
  const what = vanished ? 'Route 53 has lost changes' : 'somebody else changed the zone';
  return compose(`${migration}: ${what}`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}): the zones are not as execution ${run.execution} wrote them.`,
      lines: [hold ? heldMeanwhile(hold) : WHAT_FOLLOWS],
    },
    ...zones.map(({ zone, kind, lines }) => ({
      heading:
        kind === 'vanished'
          ? `Route 53 has lost changes to zone ${zone}`
          : `Zone ${zone} was changed by somebody else`,
      lines,
    })),
    { heading: 'What to do', lines: vanished ? WHEN_LOST : WHEN_FOREIGN },
    {
      heading: 'What you can answer to the hold',
      lines: hold ? howToAnswer({ hold, settings, decideArn }) : [],
    },
    {
      heading: 'Links',
      lines: [
        ...linkLine('Migration', run.executionArn),
        ...(hold ? linkLine('Decide', decideArn) : []),
        ...runbookLine(runbookUrl, WATCH.watch),
      ],
    },
  ]);
}

const WHAT_FOLLOWS =
  'A soak or a drain that is under way ends now, and is judged. In all other states, the next one checks the zone first.';

const WHEN_LOST = [
  'Nothing: nobody wrote. In a soak, the migration makes the step again from a fresh read, three times at most. Later it holds, or rolls back.',
];

const WHEN_FOREIGN = [
  'Find out who writes to the zone, and stop it: Terraform, external-dns, a person. CloudTrail in us-east-1 says who.',
  'Put the records back as expected, then promote the hold. To leave the cluster, abort it.',
];

function heldMeanwhile(hold: Hold): string {
  return `The migration has been on hold in state ${hold.state} since ${hold.since}, and stays so. The hold id is ${holdId(hold)}. If you promote it, the next state checks the zone first.`;
}

export interface OthersChangedFacts extends OfRun {
  readonly zones: readonly OthersOfZone[];
}

export function othersChangedMessage({ settings, run, zones }: OthersChangedFacts): Message {
  const { migration, account, region, runbookUrl } = settings;
  return compose(`${migration}: records that are not moved have changed`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}): other records of its zones are not as before the run.`,
      lines: [
        'The migration changes only the moved names, and continues. A rollback does not restore these.',
      ],
    },
    ...zones.map(({ zone, lines }) => ({ heading: `Zone ${zone}, since the run began`, lines })),
    {
      heading: 'What to do',
      lines: ['If somebody meant it, nothing. Otherwise restore them by hand.'],
    },
    {
      heading: 'Links',
      lines: [...linkLine('Migration', run.executionArn), ...runbookLine(runbookUrl, WATCH.watch)],
    },
  ]);
}

export interface WatchSilentFacts {
  readonly settings: MigrationSettings;
  readonly run: Run;
  readonly schedule: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function watchSilentMessage({ settings, run, schedule, now }: WatchSilentFacts): Message {
  const { migration, account, region, runbookUrl } = settings;
  return compose(`${migration}: Watch was silent`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}): at ${instant(now)}, nobody had heard of Watch for ${duration(SILENCE_SECONDS)}.`,
      lines: [`Its schedule ${schedule} was made again, and the migration waits on.`],
    },
    {
      heading: 'What to do',
      lines: [
        'If somebody has deleted or disabled the schedule, find out why: CloudTrail says who.',
        'Otherwise read the log of the function Watch. If it stays silent in a soak or in the drain, the migration holds.',
      ],
    },
    {
      heading: 'Links',
      lines: [...linkLine('Migration', run.arn), ...runbookLine(runbookUrl, 'WatchSilent')],
    },
  ]);
}

export function holdEndsMessage({ settings, run, hold, decideArn }: HoldEndsFacts): Message {
  const { migration, account, region, runbookUrl } = settings;
  const ends = instant(holdEnds(hold, settings));
  const safe = mayRollBack(hold, settings);
  return compose(`${migration}: the hold ${holdId(hold)} ends at ${ends}`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}) still waits for a decision.`,
      lines: [
        safe
          ? `Without one by ${ends}, it rolls back to legacy if that can carry all the traffic.`
          : `Without one by ${ends}, you are asked again.`,
      ],
    },
    { heading: 'Why it waits', lines: hold.reasons },
    {
      heading: 'Links',
      lines: [
        ...linkLine('Migration', run.executionArn),
        ...linkLine('Decide', decideArn),
        ...runbookLine(runbookUrl, WATCH.watch),
      ],
    },
  ]);
}
