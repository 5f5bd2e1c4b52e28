import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { ZoneChange } from '../contract/payloads.ts';
import type { SwapPorts } from './ports.ts';

/** @throws NotInSync naming the changes that Route 53 still calls PENDING; the machine asks again later */
export async function requireInSync(
  changes: readonly Pick<ZoneChange, 'zoneId' | 'changeIds'>[],
  ports: Pick<SwapPorts, 'zoneOf'>,
): Promise<void> {
  const pending: string[] = [];
  for (const { zoneId, changeIds } of changes) {
    for (const changeId of changeIds) {
      if (!(await ports.zoneOf(zoneId).isInSync(changeId))) pending.push(`${changeId} (zone ${zoneId})`);
    }
  }
  if (pending.length > 0) throw new NamedError(ERRORS.notInSync, `PENDING: ${pending.join(', ')}`);
}
