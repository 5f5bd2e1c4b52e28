import type { IngressSettings } from '../contract/ingress-settings.ts';
import type { ListedZone } from '../domain/answering-zones.ts';
import { judgeLegacy } from '../domain/legacy/judge-legacy.ts';
import { judgeName } from '../domain/legacy/judge-name.ts';
import type { Remark } from '../domain/readiness/finding.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import { type LegacyPorts, legacyEvidence } from './legacy-evidence.ts';
import { legacyNames, type NamePorts } from './legacy-names.ts';

export interface LegacyLook {
  /** As legacy answers. */
  readonly zones: readonly ListedZone[];
  /** What of that is at the names that follow no other one. */
  readonly before: readonly ResourceRecordSet[];
  /** When the records began to move, ISO 8601. */
  readonly begunAt: string;
  /** Without it no name is asked for. */
  readonly ingress: IngressSettings | undefined;
}

export interface LookPorts extends LegacyPorts, NamePorts {}

/** All that is known of whether legacy could take all the traffic back. */
export async function lookAtLegacy(
  { zones, before, begunAt, ingress }: LegacyLook,
  ports: LookPorts,
): Promise<readonly Remark[]> {
  const [seen, names] = await Promise.all([
    legacyEvidence(before, begunAt, ports),
    ingress ? legacyNames(ingress, zones, ports) : [],
  ]);
  return [...judgeLegacy(seen), ...names.map(judgeName)];
}
