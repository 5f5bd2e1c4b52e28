import type { Change, ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import { refusalOf } from '../../../lambdas/migration/domain/refusal.ts';
import type { SwapResult, Zone } from '../../../lambdas/migration/ports/zone.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';
import { type Route53Engine, Route53Error } from '../../../rehearsal/route53/index.ts';

/** The zone port straight on the strict engine, for tests that need thousands of histories. */
export class EngineZone implements Zone {
  readonly #engine: Route53Engine;
  readonly #zoneId: string;

  constructor(engine: Route53Engine, zoneId: string) {
    this.#engine = engine;
    this.#zoneId = zoneId;
  }

  async read(names: readonly string[]): Promise<readonly ResourceRecordSet[]> {
    const wanted = new Set(names);
    return this.#engine.records(this.#zoneId).filter((record) => wanted.has(record.Name));
  }

  async readAll(): Promise<readonly ResourceRecordSet[]> {
    return this.#engine.records(this.#zoneId);
  }

  async swap(changes: readonly Change[], comment: string): Promise<SwapResult> {
    try {
      const batch = { Comment: comment, Changes: changes } as Parameters<
        Route53Engine['changeResourceRecordSets']
      >[1];
      const { Id, SubmittedAt } = this.#engine.changeResourceRecordSets(this.#zoneId, batch);
      return { accepted: true, changeId: Id, acceptedAt: SubmittedAt.toISOString() };
    } catch (error) {
      const messages =
        error instanceof Route53Error ? refusalOf({ ...error, message: error.message }) : undefined;
      if (!messages) throw error;
      return { accepted: false, messages };
    }
  }

  async isInSync(changeId: string): Promise<boolean> {
    return this.#engine.getChange(changeId).Status === 'INSYNC';
  }
}

/** What a step throws when its process is killed between two calls; the machine tries it again. */
export class Crash extends NamedError {
  constructor(at: string) {
    super('TransientFailure', `killed at ${at}`);
  }
}
