import type {
  BeforeImage,
  JournalRun,
  OwedMark,
  RunClaim,
  StepBegun,
} from '../../../lambdas/migration/domain/journal-state.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import type { PhaseWatch } from './phase-watch.ts';

/** The journal in memory, which reports when a rollback is owed and when a run is over, and remembers every before-image. */
export class WatchedJournal extends MemoryJournal {
  /** Before-images that were kept, by the run that kept them. */
  readonly images: { readonly execution: string; readonly zones: ReadonlyMap<string, BeforeImage> }[] = [];
  /** Whose before-image each run goes by. */
  readonly imageOf = new Map<string, string>();
  /** As of when runs are closed, epoch milliseconds. */
  readonly closedAt = new Map<string, number>();
  /** Runs of which it has said that they were restored. */
  readonly restored = new Set<string>();
  /** Runs of which it has said that their rollback is owed. */
  readonly owed = new Set<string>();
  /** Runs of which it has kept that their one-way step begins. */
  readonly begunOneWay = new Set<string>();
  readonly #phases: PhaseWatch;

  constructor(phases: PhaseWatch) {
    super();
    this.#phases = phases;
  }

  override async claim(claim: RunClaim, takesOver = ''): Promise<JournalRun> {
    const before = (await this.load())?.run.execution;
    const run = await super.claim(claim, takesOver);
    // Before that, LowerTtl only looks.
    if (run.execution !== before && takesOver === '') this.#phases.enter('prepare');
    this.imageOf.set(run.execution, run.beforeImageOf);
    return run;
  }

  override async saveBeforeImage(execution: string, zones: ReadonlyMap<string, BeforeImage>): Promise<void> {
    await super.saveBeforeImage(execution, zones);
    // The first one that is kept stays, and a lost one is kept anew.
    const kept = (await this.load())?.beforeImage ?? zones;
    this.images.push({ execution, zones: kept });
  }

  override async beginStep(execution: string, step: StepBegun, at: string): Promise<void> {
    await super.beginStep(execution, step, at);
    if (step.oneWay) this.begunOneWay.add(execution);
  }

  override async markOwed(mark: OwedMark): Promise<JournalRun | undefined> {
    return this.#marked(await super.markOwed(mark), mark);
  }

  override async bringBack(mark: OwedMark): Promise<JournalRun | undefined> {
    return this.#marked(await super.bringBack(mark), mark);
  }

  override async endRun(execution: string, status: 'closed' | 'restored', at: string): Promise<boolean> {
    const ended = await super.endRun(execution, status, at);
    if (ended) this.#phases.end();
    if (ended && status === 'restored') this.restored.add(execution);
    if (ended && status === 'closed') this.closedAt.set(execution, Date.parse(at));
    return ended;
  }

  #marked(standing: JournalRun | undefined, { holder }: OwedMark): JournalRun | undefined {
    if (standing?.status !== 'owed' || standing.holder?.arn !== holder.arn) return standing;
    this.owed.add(standing.execution);
    this.#phases.owe();
    return standing;
  }
}
