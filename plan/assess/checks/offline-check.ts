/** A check of preflight, as far as a snapshot answers it. */
import type { Finding } from '../../../lambdas/migration/contract/findings.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { FileKind } from '../../../rehearsal/snapshot/file-kind.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import type { Clients } from '../clients.ts';

export interface Asking {
  readonly settings: MigrationSettings;
  readonly snapshot: Snapshot;
  readonly clients: Clients;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Asked {
  readonly findings: readonly Finding[];
  /** What of the check needs more than a snapshot, as sentences. */
  readonly notAsked: readonly string[];
}

export interface OfflineCheck {
  readonly check: string;
  /** Whether the settings name anything for it. */
  readonly isWanted: (settings: MigrationSettings) => boolean;
  /** Without one of these files of the migration's account and region, nothing is known. */
  readonly needs: (settings: MigrationSettings) => readonly FileKind[];
  readonly ask: (asking: Asking) => Promise<Asked>;
}
