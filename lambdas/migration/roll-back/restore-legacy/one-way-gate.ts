import { copyIn, later, type NothingTried, type RunToRestore } from '../../domain/found-run.ts';
import { judgeOneWay, whyOneWayByCopy, whyOneWayByFences } from '../../domain/one-way.ts';
import { isRestoring, type ZoneFence } from '../../domain/zone-fence.ts';
import { askFences } from '../../swap/ask-fences.ts';
import { readCopy } from '../../swap/kept-run.ts';
import type { CopyPorts } from '../../swap/ports.ts';
import { mark } from './mark.ts';
import type { RestoreAsked } from './result.ts';

/** Only a zone that still has the fence that was seen may be restored: the journal may be back, and the step begin. */
export interface AsSeen {
  readonly kind: 'as-seen';
  readonly fences: readonly ZoneFence[];
}

/**
 * Why no record is restored of a run that has, or may have, a one-way step; undefined if it may be. Whether that step has begun
 * must be known first, so this alone comes before DNS: the zones and the copy are asked, for the journal may have been restored to an
 * earlier time, and then the run is marked. The mark and the begin of the step exclude each other in the journal. If that is away,
 * the zones' word is enough, as no step begins without the journal. A rollback that was faster by the zones' word than the first batch
 * of a step is finished: by then no zone has the step's share.
 * @returns `changed` if the run has to be looked for again
 */
export async function whyBarred(
  found: RunToRestore,
  asked: RestoreAsked,
  ports: CopyPorts,
): Promise<NothingTried | 'changed' | AsSeen | undefined> {
  const { state, isPresumed = false } = found;
  const { settings } = ports;
  const { run } = state;
  const verdict = judgeOneWay(
    isPresumed ? { ...state, run: { ...run, status: 'open' } } : state,
    asked.request,
    settings,
  );
  if (verdict.kind === 'restore') return undefined;
  const [fences, copy] = await Promise.all([askFences(ports), readCopy(ports)]);
  // Whoever has restored some of it was allowed to.
  const hasBegun = fences.some((one) => isRestoring(run, one));
  if (isPresumed && hasBegun) return undefined;
  const unasked = fences.filter(({ found }) => !found.known);
  const past = whyOneWayByFences(fences, settings);
  const known = verdict.kind === 'held' ? verdict.reason : (past ?? whyOneWayByCopy(copyIn(copy), run));
  if (known !== undefined) {
    if (!hasBegun || past !== undefined) return held(known, run.execution);
    if (unasked.length > 0) return later('Not every zone could be read.', unasked, run.execution);
  }
  const made = await mark(found, asked, ports, known !== undefined);
  switch (made.kind) {
    case 'joined':
      return made;
    case 'changed':
      return 'changed';
    case 'marked':
    case 'over':
      return undefined;
    case 'away': {
      const why = `It is unknown whether the one-way step has begun, because the journal is away: ${made.why}`;
      return unasked.length > 0 ? later(why, unasked, run.execution) : { kind: 'as-seen', fences };
    }
  }
}

function held(reason: string, migrationRun: string): NothingTried {
  return { kind: 'leave', outcome: 'held', reason, underWay: '', migrationRun };
}
