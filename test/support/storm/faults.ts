/** What goes wrong in storms, and at what a replacement of a master is then. */
import { type Cell as CellOf, EVERYWHERE, type Kinds, type Never } from '../many/hits.ts';

/** How far a replacement is, by the last state that its execution entered; `quiet`: there is none. */
export const PHASES = [
  'quiet',
  'queue',
  'gate',
  'drain',
  'release',
  'volumes',
  'replacement',
  'verify',
  'settle',
] as const;
export type Phase = (typeof PHASES)[number];

const OF_EXECUTIONS: Never<Phase> = { in: ['quiet'], because: 'no execution is at work' };

/** What happens to the cluster at some time. */
export const INJECTIONS = {
  'terminated by a user': EVERYWHERE,
  'terminated in its group': EVERYWHERE,
  'several terminated at once': EVERYWHERE,
  'hardware failed': EVERYWHERE,
  'interrupted by Spot': EVERYWHERE,
  'stopped by a user': EVERYWHERE,
  'roll started': EVERYWHERE,
  'volume stuck': EVERYWHERE,
  'no capacity': EVERYWHERE,
  'launch suspended': EVERYWHERE,
  'execution stopped': OF_EXECUTIONS,
} as const satisfies Readonly<Record<string, Never<Phase>>>;
export type Injection = keyof typeof INJECTIONS;

/** What befalls functions and events. */
const BEFALLS = {
  'function crashed': EVERYWHERE,
  throttled: EVERYWHERE,
  'answer lost': EVERYWHERE,
  'slow call': EVERYWHERE,
  'event lost': EVERYWHERE,
  'event repeated': EVERYWHERE,
  'event late': EVERYWHERE,
} as const satisfies Readonly<Record<string, Never<Phase>>>;

const FAULTS = { ...INJECTIONS, ...BEFALLS };
export type Fault = keyof typeof FAULTS;
export type Cell = CellOf<Fault, Phase>;

export const KINDS: Kinds<Fault, Phase> = {
  faults: FAULTS,
  phases: PHASES,
  late: '( ) while an execution that was stopped has a function at work',
};

/** An injection while a replacement is in a phase. */
export interface Aim {
  readonly injection: Injection;
  readonly phase: Phase;
}

/** More often named: more often drawn. Replacements are soon launched. */
const AIMED: readonly Phase[] = [...PHASES.filter((phase) => phase !== 'quiet'), 'replacement', 'release'];

/** Every injection at every phase of a replacement. */
export const AIMS: readonly Aim[] = (Object.keys(INJECTIONS) as Injection[]).flatMap((injection) =>
  AIMED.map((phase) => ({ injection, phase })),
);

export function isFault(happening: string): happening is Fault {
  return Object.hasOwn(FAULTS, happening);
}
