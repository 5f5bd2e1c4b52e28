/** Which name servers of a zone don't answer with a drill's change. */
import { undotted } from '../../../shared/contract/dns-names.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { cut } from '../../../shared/domain/text.ts';
import type { DrillPhase } from '../../contract/drill.ts';
import { type Fence, parseFence } from '../../domain/fence.ts';
import { fenceOf } from '../../domain/milestones.ts';
import { readingOf } from '../../domain/reading.ts';
import type { NameServers } from '../../ports/name-servers.ts';
import { type DrillPorts, drilledPercent } from '../../swap/drill-ports.ts';
import { inZone } from '../../swap/in-zone.ts';

export interface AnswerPorts {
  readonly nameServers: NameServers;
  /** Names of each zone's name servers by its id, as its own records have them; it is added to. */
  readonly serversOf: Map<string, readonly string[]>;
}

/** What a server does instead is cut, characters. */
const MOST_SAID = 150;

/**
 * Weighted answers are drawn, so one of them shows no share. The fence changes in the same batch, and says which it is. The throwaway
 * name must be there, too.
 * @returns one line for each
 */
export async function serversBehind(
  zoneId: string,
  which: { readonly run: Run; readonly phase: DrillPhase },
  ports: Pick<DrillPorts, 'settings' | 'zoneOf'> & AnswerPorts,
): Promise<readonly string[]> {
  const zone = ports.settings.zones.find(({ id }) => id === zoneId);
  const [name = ''] = zone?.records ?? [];
  if (!zone) return [`Zone ${zoneId} is not one of this drill.`];
  const servers = await readingOf(() => serversIn(zone, ports));
  if (!servers.known) return [`its name servers can't be read: ${servers.why}`];
  if (servers.value.length === 0) return ['it has no name servers'];
  const percent = drilledPercent(ports.settings);
  const wanted =
    which.phase === 'moved' ? fenceOf({ kind: 'weighted', percent }) : fenceOf({ kind: 'before' });
  const isNew = (fence: Fence) =>
    fence.execution === which.run.name && fence.phase === wanted.phase && fence.weight === wanted.weight;
  const asked = servers.value.map(async (server) => {
    const why = await readingOf(async () => {
      const texts = await ports.nameServers.textsAt(server, zone.fenceName);
      const fences = texts.flatMap((text) => parseFence(text) ?? []);
      if (!fences.some(isNew))
        return `still answers ${texts.join(', ') || 'nothing'} at ${undotted(zone.fenceName)}`;
      const knows = await ports.nameServers.knows(server, name, 'A');
      return knows ? undefined : `does not know ${undotted(name)}`;
    });
    if (!why.known) return [`${server}: ${cut(why.why, MOST_SAID)}`];
    return why.value === undefined ? [] : [`${server} ${cut(why.value, MOST_SAID)}`];
  });
  return (await Promise.all(asked)).flat();
}

async function serversIn(
  { id, name }: { readonly id: string; readonly name: string },
  { zoneOf, serversOf }: Pick<DrillPorts, 'zoneOf'> & AnswerPorts,
): Promise<readonly string[]> {
  const known = serversOf.get(id);
  if (known) return known;
  const records = await inZone(id, () => zoneOf(id).read([name]));
  const own = records.filter(({ Name, Type }) => Name === name && Type === 'NS');
  const servers = own.flatMap(({ ResourceRecords = [] }) =>
    ResourceRecords.map(({ Value }) => undotted(Value)),
  );
  serversOf.set(id, servers.toSorted());
  return servers;
}
