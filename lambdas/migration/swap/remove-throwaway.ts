/** Takes away what a drill has made in the zones, and nothing else. */
import { displayName } from '../../shared/contract/dns-names.ts';
import type { LeftOver } from '../contract/drill.ts';
import { describe } from '../domain/advance.ts';
import { decideRemoval } from '../domain/drill/removal.ts';
import { type BeforeImage, type JournalState, writtenNames } from '../domain/journal-state.ts';
import { shapeOf } from '../domain/milestones.ts';
import { readingOf } from '../domain/reading.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import type { DrillPorts } from './drill-ports.ts';
import { inZone } from './in-zone.ts';

/** Each read that finds the zone changed under a batch is a late batch of the drill itself, or somebody else's. */
const MOST_READS = 6;

type RemovalPorts = Pick<DrillPorts, 'settings' | 'zoneOf'>;

/** @returns what is still there in any zone of the drill's before-image; each zone is tried, whatever becomes of the others */
export async function removeThrowaway(
  { beforeImage }: Pick<JournalState, 'beforeImage'>,
  ports: RemovalPorts,
): Promise<readonly LeftOver[]> {
  const left: LeftOver[] = [];
  for (const [zoneId, image] of beforeImage) {
    const tried = await readingOf(() => inZone(zoneId, () => removeFrom(zoneId, image, ports)));
    left.push(...(tried.known ? tried.value : notSeen(zoneId, image, tried.why)));
  }
  return left;
}

async function removeFrom(
  zoneId: string,
  image: BeforeImage,
  { settings, zoneOf }: RemovalPorts,
): Promise<readonly LeftOver[]> {
  const names = writtenNames(image);
  let refused = '';
  for (let read = 1; read <= MOST_READS; read++) {
    const found = await zoneOf(zoneId).read(names);
    const { remove, foreign } = decideRemoval(found, image, shapeOf(settings, []));
    if (remove.length === 0)
      return foreign.map((record) => leftOver(zoneId, record, 'somebody else has written it'));
    const changes = remove.map((record) => ({ Action: 'DELETE' as const, ResourceRecordSet: record }));
    const swap = await zoneOf(zoneId).swap(
      changes,
      `kops-cutover ${settings.migration}: removes what it made`,
    );
    if (!swap.accepted) refused = swap.messages.join(', ');
  }
  const found = await zoneOf(zoneId).read(names);
  return found.map((record) => leftOver(zoneId, record, `Route 53 refuses to delete it: ${refused}`));
}

function leftOver(zoneId: string, record: ResourceRecordSet, why: string): LeftOver {
  const batch = JSON.stringify({ Changes: [{ Action: 'DELETE', ResourceRecordSet: record }] });
  return {
    zoneId,
    what: `${displayName(record.Name)} ${describe([record])}: ${why}`,
    command: `aws route53 change-resource-record-sets --hosted-zone-id ${zoneId} --change-batch ${inShell(batch)}`,
  };
}

/** JSON as one word of a shell, whatever somebody else has written into a record. A chat is shown no backtick as it is. */
function inShell(json: string): string {
  return `'${json.replaceAll("'", String.raw`\u0027`).replaceAll('`', String.raw`\u0060`)}'`;
}

/** What is there is unknown, so the command only shows it. */
function notSeen(zoneId: string, image: BeforeImage, why: string): readonly LeftOver[] {
  return writtenNames(image).map((name) => ({
    zoneId,
    what: `${displayName(name)} may still be there: ${why}`,
    command: `aws route53 list-resource-record-sets --hosted-zone-id ${zoneId} --query "ResourceRecordSets[?Name=='${name}']"`,
  }));
}
