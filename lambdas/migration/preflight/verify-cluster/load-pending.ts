import { type PendingChange, pendingChanges } from '../../domain/kops/pending-changes.ts';
import type { SpecDocument } from '../../domain/kops/spec-document.ts';
import type { Reading } from '../../domain/reading.ts';
import type { SpecPorts } from './spec-ports.ts';

/** The cluster alone, which has no user data. */
const MOST_BYTES = 1024 * 1024;

/** What `config` has that `cluster-completed.spec` hasn't yet. @param effective the documents of the latter */
export async function loadPending(
  cluster: string,
  effective: readonly SpecDocument[],
  { store, parseYaml }: SpecPorts,
): Promise<Reading<readonly PendingChange[]>> {
  const config = await store.read(`${cluster}/config`, MOST_BYTES);
  if (config.kind === 'absent') return { known: false, why: 'there is none' };
  if (config.kind !== 'found') return { known: false, why: config.why };
  try {
    const changes = pendingChanges(clusterIn(parseYaml(config.text, 'config')), clusterIn(effective));
    return changes
      ? { known: true, value: changes }
      : { known: false, why: 'it has no cluster of the same version of the API' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { known: false, why: error.message };
  }
}

function clusterIn(documents: readonly SpecDocument[]): unknown {
  return documents.find(({ value }) => Object(value).kind === 'Cluster')?.value;
}
