/** What goes wrong in histories, and in which phases of a run it can. */
import { type Cell as CellOf, EVERYWHERE, type Kinds, type Never } from '../many/hits.ts';

export const PHASES = ['prepare', 'adopt', 'shift', 'drain', 'close', 'restoring'] as const;
/** Of the run under way: the state that Migrate is at or was at last; `restoring` while its rollback is owed. */
export type Phase = (typeof PHASES)[number];

const NOT_BEFORE_A_SHARE: readonly Phase[] = ['prepare', 'adopt'];
const ALL_BUT_RESTORING: readonly Phase[] = ['prepare', 'adopt', 'shift', 'drain', 'close'];
const BEFORE_CLOSE: readonly Phase[] = ['prepare', 'adopt', 'shift', 'drain'];

/** What is done to the world at some time. */
export const MISHAPS = {
  'a person changes a record': EVERYWHERE,
  'external-dns writes': EVERYWHERE,
  'somebody writes between two batches': {
    in: ['close'],
    because: 'a close changes no name, so it is one batch',
  },
  'the fence is deleted': EVERYWHERE,
  'the fence is written over': EVERYWHERE,
  'the table is made anew': EVERYWHERE,
  'the table is as before the run': EVERYWHERE,
  'the table is as before a take-over': {
    in: NOT_BEFORE_A_SHARE,
    because: 'a run is taken over where it has given the cluster a share',
  },
  'the run’s item is lost': EVERYWHERE,
  'the before-image is lost': EVERYWHERE,
  'the zones’ items are lost': EVERYWHERE,
  'the copy is lost': EVERYWHERE,
  'table and copy are lost': EVERYWHERE,
  'Route 53 is away': EVERYWHERE,
  'DynamoDB is away': EVERYWHERE,
  'S3 is away': {
    in: ['adopt', 'drain', 'close'],
    because: 'only the first change, a take-over and a rollback ask for the copy',
  },
  'a name is protected': EVERYWHERE,
  'the fence is protected': EVERYWHERE,
  'a health check is deleted': EVERYWHERE,
} as const satisfies Readonly<Record<string, Never<Phase>>>;
export type Mishap = keyof typeof MISHAPS;

/** What befalls processes and executions. */
const BEFALLS = {
  'Route 53 throttles': EVERYWHERE,
  'clocks differ': EVERYWHERE,
  'a process is killed': EVERYWHERE,
  'an answer is lost': EVERYWHERE,
  'a batch is sent again late': EVERYWHERE,
  'a state runs twice': EVERYWHERE,
  'a rollback is aborted': EVERYWHERE,
  'a rollback joins': { in: ALL_BUT_RESTORING, because: 'there is one to join only while it is owed' },
  'a run is taken over': {
    in: [...NOT_BEFORE_A_SHARE, 'close', 'restoring'],
    because: 'startAtPercent continues only if every fence says shift or drain, and no rollback is owed',
  },
  'Watch starts a rollback': EVERYWHERE,
  'a rollback is held': {
    in: [...NOT_BEFORE_A_SHARE, 'restoring'],
    because: 'no one-way step has begun then, or one that was asked for by a person is under way',
  },
  'a rollback meets a close': { in: BEFORE_CLOSE, because: 'nothing is closed then' },
} as const satisfies Readonly<Record<string, Never<Phase>>>;

const FAULTS = { ...MISHAPS, ...BEFALLS };
export type Fault = keyof typeof FAULTS;
export type Cell = CellOf<Fault, Phase>;

export const KINDS: Kinds<Fault, Phase> = {
  faults: FAULTS,
  phases: PHASES,
  late: '( ) only to a process or a batch that comes late from another phase',
};

function isNever(fault: Fault, phase: Phase): boolean {
  return (FAULTS[fault].in as readonly Phase[]).includes(phase);
}

export interface Aim {
  readonly mishap: Mishap;
  readonly phase: Phase;
}

/** Every mishap in every phase in which it can happen. */
export const AIMS: readonly Aim[] = (Object.keys(MISHAPS) as Mishap[]).flatMap((mishap) =>
  PHASES.filter((phase) => !isNever(mishap, phase)).map((phase) => ({ mishap, phase })),
);
