import type { DescribePayload } from '../../contract/payloads.ts';
import type { MastersView } from '../../contract/view.ts';
import { buildView } from '../../domain/view.ts';
import { type SeeingPorts, seeMasters } from '../../steps/see-masters.ts';

export type DescribeMastersPorts = SeeingPorts;

/**
 * What AWS says of the masters now. It goes to a function that can reach the masters' own API servers, and nothing of AWS.
 * @throws TransientFailure
 */
export async function describeMasters(
  { replacement }: Pick<DescribePayload, 'replacement'>,
  ports: DescribeMastersPorts,
): Promise<MastersView> {
  const victim = replacement ?? undefined;
  return buildView(await seeMasters(ports, victim), victim);
}
