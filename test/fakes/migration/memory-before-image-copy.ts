import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { type CopiedRun, keptOnce } from '../../../lambdas/migration/domain/journal-state.ts';
import type { BeforeImageCopy } from '../../../lambdas/migration/ports/before-image-copy.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';

/** The copy of the before-image in memory, by the same contract test as the one in S3. */
export class MemoryBeforeImageCopy implements BeforeImageCopy {
  /** What is kept; a test may take it away. */
  kept: CopiedRun | undefined;

  async load(): Promise<CopiedRun | undefined> {
    return this.kept;
  }

  async save(copied: CopiedRun): Promise<void> {
    if (this.kept?.run.execution === copied.run.execution) {
      this.kept = keptOnce(this.kept, copied);
      return;
    }
    const startedAt = this.kept?.run.startedAt ?? '';
    if (Date.parse(startedAt) > Date.parse(copied.run.startedAt))
      throw new NamedError(ERRORS.fenceLost, `A run that began at ${startedAt} has kept its before-image.`);
    this.kept = copied;
  }
}
