import type { ApiAnswer } from '../../../shared/domain/api-answer.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ObservePayload } from '../../contract/payloads.ts';
import type { ClusterVersions, MasterVersion, NodeVersions } from '../../contract/versions.ts';
import type { MasterInstance } from '../../contract/view.ts';
import type { ApiVersions } from '../../ports/api-servers.ts';
import { nodesIn, versionIn } from './read-versions.ts';

export interface ObserveVersionsPorts {
  readonly apiVersions: ApiVersions;
}

/** Of a hundred nodes each: more than kops is known to make. */
const MOST_PAGES = 100;

/**
 * Asks every master's own API server for its version, and the first that says it for those of the nodes. What can't be known
 * is said with the reason: that keeps nobody from rolling masters.
 */
export async function observeVersions(
  { view }: Pick<ObservePayload, 'view'>,
  { apiVersions }: ObserveVersionsPorts,
): Promise<ClusterVersions> {
  const instances = view.groups.flatMap((group) => group.instances);
  const masters = await Promise.all(instances.map((one) => askVersion(one, apiVersions)));
  const speaker = instances.find((_one, i) => masters[i]?.version !== '');
  const nodes: NodeVersions = speaker
    ? await askNodes(speaker.address, apiVersions)
    : { known: false, reason: 'no master could list the nodes' };
  return { masters, nodes };
}

async function askVersion(
  { id: instance, state, address }: MasterInstance,
  apiVersions: ApiVersions,
): Promise<MasterVersion> {
  if (state !== 'running') return silent(instance, `it was not asked: EC2 says "${state}"`);
  if (address === '') return silent(instance, 'it was not asked: it has no private address');
  const read = versionIn(await answerOf(() => apiVersions.version(address)));
  return read.known ? { instance, version: read.said, reason: '' } : silent(instance, read.reason);
}

function silent(instance: string, reason: string): MasterVersion {
  return { instance, version: '', reason };
}

async function askNodes(address: string, apiVersions: ApiVersions): Promise<NodeVersions> {
  const counts: Record<string, number> = {};
  let after = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const read = nodesIn(await answerOf(() => apiVersions.nodes(address, after)));
    if (!read.known) return read;
    for (const version of read.said.versions) counts[version] = (counts[version] ?? 0) + 1;
    ({ after } = read.said);
    if (after === '') return { known: true, counts };
  }
  return { known: false, reason: `the list of nodes does not end after ${MOST_PAGES} pages` };
}

/** That the token can't be had is an answer like another: no version is known then. */
async function answerOf(ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  try {
    return await ask();
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== ERRORS.transient && name !== ERRORS.credentialsUnreadable) throw error;
    return { kind: 'no-answer', reason: `it was not asked: ${message}` };
  }
}
