import type { DescribePayload } from '../shared/contract/masters/payloads.ts';
import type { MastersView } from '../shared/contract/masters/view.ts';
import { buildView } from '../shared/domain/masters/view.ts';
import { type SeeingWorld, seeMasters } from '../shared/masters/see-masters.ts';

export type DescribeMastersWorld = SeeingWorld;

/**
 * What AWS says of the masters now. It goes to a function that can reach the masters' own API servers, and nothing of AWS.
 * @throws TransientFailure
 */
export async function describeMasters(
  { replacement }: DescribePayload,
  world: DescribeMastersWorld,
): Promise<MastersView> {
  const victim = replacement ?? undefined;
  return buildView(await seeMasters(world, victim), victim);
}
