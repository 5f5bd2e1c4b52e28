import { ERRORS } from '../../contract/errors.ts';
import type { ObservePayload } from '../../contract/payloads.ts';
import type { MasterHealth, MasterInstance } from '../../contract/view.ts';
import { healthFrom, refused, silent } from '../../domain/readyz.ts';
import type { ApiServers } from '../../ports/api-servers.ts';

export interface ObserveClusterPorts {
  readonly apiServers: ApiServers;
}

/**
 * Asks every master's own API server, at once. A master that cannot be asked is unhealthy, and the reason says why. An
 * unreadable token is an answer, too, because a master that waits in its hook needs its heartbeats meanwhile.
 */
export async function observeCluster(
  { view }: Pick<ObservePayload, 'view'>,
  { apiServers }: ObserveClusterPorts,
): Promise<readonly MasterHealth[]> {
  const masters = view.groups.flatMap((group) => group.instances);
  return await Promise.all(masters.map((master) => ask(master, apiServers)));
}

async function ask({ id, state, address }: MasterInstance, apiServers: ApiServers): Promise<MasterHealth> {
  if (state !== 'running') return silent(id, `it does not run: EC2 says "${state}"`);
  if (address === '') return silent(id, 'it has no private address');
  try {
    return healthFrom(id, await apiServers.readyz(address));
  } catch (error) {
    const { name, message } = error as Error;
    if (name === ERRORS.transient) return silent(id, `it was not asked: ${message}`);
    if (name === ERRORS.credentialsUnreadable) return refused(id, `it was not asked: ${message}`);
    throw error;
  }
}
