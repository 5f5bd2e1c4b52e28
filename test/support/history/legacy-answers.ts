import type { ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import type { History } from './history.ts';
import { isMoved, textOf } from './record-texts.ts';
import { HEALTH_CHECK } from './zones.ts';

/**
 * What legacy answers with. A run's before-image says it exactly; and a before-image may hold nothing but the seed's
 * record sets, and plain ones that somebody put there, perhaps before the run began.
 */
export class LegacyAnswers {
  readonly #history: History;
  readonly #plain: Set<string>;

  constructor(history: History) {
    this.#history = history;
    const seeds = history.zones.flatMap(({ records }) => (records ?? []) as readonly ResourceRecordSet[]);
    this.#plain = new Set(seeds.filter(isMoved).map(textOf));
  }

  /** Somebody else has written these. */
  add(records: readonly ResourceRecordSet[]): void {
    for (const record of records)
      if (isMoved(record) && record.Weight === undefined) this.#plain.add(textOf(record));
  }

  /** The before-image of a run, as texts. */
  imageTexts(zoneId: string, execution: string): ReadonlySet<string> {
    return new Set(this.#image(zoneId, execution)?.map(textOf));
  }

  /**
   * Where the moved names of a zone that `execution` restored are not as before it.
   * @param unsaid names of which it is not said yet
   */
  unlike(
    zoneId: string,
    execution: string,
    records: readonly ResourceRecordSet[],
    unsaid: ReadonlySet<string> = new Set(),
  ): string[] {
    const image = this.#image(zoneId, execution)?.filter(({ Name }) => !unsaid.has(Name));
    if (!image) return [`restored, and ${execution} kept no before-image of ${zoneId}`];
    const names = new Set(image.map(({ Name }) => Name));
    const wanted = this.#texts(image);
    const held = this.#texts(records.filter((record) => isMoved(record) && names.has(record.Name)));
    const strange = image.map(textOf).filter((text) => !this.#plain.has(text));
    return [
      ...[...held].filter((text) => !wanted.has(text)).map((text) => `restored, but not legacy: ${text}`),
      ...[...wanted].filter((text) => !held.has(text)).map((text) => `restored, but it lacks ${text}`),
      ...strange.map((text) => `kept as a before-image, but not legacy: ${text}`),
    ];
  }

  /** A run that took another one over goes by that one's. */
  #image(zoneId: string, execution: string): readonly ResourceRecordSet[] | undefined {
    const { images, imageOf } = this.#history.journal;
    const of = imageOf.get(execution) ?? execution;
    return images.findLast((one) => one.execution === of)?.zones.get(zoneId)?.records;
  }

  /** A health check that is gone can't be named again. */
  #texts(records: readonly ResourceRecordSet[]): ReadonlySet<string> {
    if (this.#history.engine.healthChecks.has(HEALTH_CHECK)) return new Set(records.map(textOf));
    return new Set(records.map(({ HealthCheckId: _, ...record }) => textOf(record)));
  }
}
