import { type HalfBegunRun, type Joined, joined, type RunToRestore } from '../../domain/found-run.ts';
import type { JournalRun, OwedMark } from '../../domain/journal-state.ts';
import { isAt, isOver, type RollBack } from '../../domain/roll-back.ts';
import { inTime } from '../../swap/in-time.ts';
import { PATIENCE_MS } from '../../swap/kept-run.ts';
import { owedMark } from '../../swap/mark-owed.ts';
import type { SwapPorts } from '../../swap/ports.ts';

export type Mark =
  /** The journal says that the rollback is owed and this execution's: the run is shut out. */
  | { readonly kind: 'marked' }
  | Joined
  /** The journal has another run than was found, or the run is over. */
  | { readonly kind: 'changed' }
  /** The run was over before, or one that began later: there is nothing to shut out. */
  | { readonly kind: 'over' }
  | { readonly kind: 'away'; readonly why: string };

type Found = RunToRestore | HalfBegunRun;

/**
 * Marks the rollback as owed. Never throws: that the journal is away keeps no zone from being restored.
 * @param hasBegun in a zone: then it is marked past the one-way step, too
 */
export async function mark(
  found: Found,
  rollBack: RollBack,
  ports: SwapPorts,
  hasBegun = false,
): Promise<Mark> {
  const { run } = found.state;
  if (run.status === 'restored') return { kind: 'over' };
  try {
    const standing = await inTime(PATIENCE_MS, 'The journal', () =>
      marked(found, owedMark(run, rollBack, ports, hasBegun), ports),
    );
    if (isAt(standing, run.execution, rollBack)) return { kind: 'marked' };
    const holder = standing?.execution === run.execution && standing.status === 'owed' && standing.holder;
    if (holder) return joined({ holder }, run.execution);
    return found.kind === 'restore' && found.from === 'copy' && standing && isOver(standing)
      ? { kind: 'over' }
      : { kind: 'changed' };
  } catch (error) {
    const { name, message } = error as Error;
    return { kind: 'away', why: `${name}: ${message}` };
  }
}

/** A run that only the copy knows is put back where the journal has lost it. */
async function marked(
  found: Found,
  wanted: OwedMark,
  { journal }: Pick<SwapPorts, 'journal'>,
): Promise<JournalRun | undefined> {
  const { run } = found.state;
  const standing = await journal.markOwed(wanted);
  const lost = standing?.execution !== run.execution && found.kind === 'restore' && found.from === 'copy';
  return lost ? journal.bringBack(wanted) : standing;
}
