import type { DescribePayload } from '../../contract/payloads.ts';
import type { MastersView } from '../../contract/view.ts';
import { buildView } from '../../domain/view.ts';
import { type SeeingWorld, seeMasters } from '../../steps/see-masters.ts';

export type DescribeMastersWorld = SeeingWorld;

/**
 * What AWS says of the masters now. It goes to a function that can reach the masters' own API servers, and nothing of AWS.
 * @throws TransientFailure
 */
export async function describeMasters(
  { replacement }: Pick<DescribePayload, 'replacement'>,
  world: DescribeMastersWorld,
): Promise<MastersView> {
  const victim = replacement ?? undefined;
  return buildView(await seeMasters(world, victim), victim);
}
