import type { RecordSet } from '../../route53/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { AccountEvidence, Check } from '../check.ts';

/** What the checks of a migration look at when it is over: everything but what the product says of itself. */
export interface Evidence extends AccountEvidence {
  readonly scene: Scene;
  /** Every record set of each zone when the scenario began, by zone id, as the API listed them. */
  readonly before: ReadonlyMap<string, readonly RecordSet[]>;
  /** The same when it was over, read through the API. */
  readonly after: ReadonlyMap<string, readonly RecordSet[]>;
}

export type MigrationCheck = Check<Evidence>;
