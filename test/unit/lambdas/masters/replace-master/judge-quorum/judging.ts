import type { Phase, StepResult } from '../../../../../../lambdas/masters/contract/payloads.ts';
import { passGate } from '../../../../../../lambdas/masters/replace-master/judge-quorum/judge-quorum.ts';
import type { Masters } from '../../../../../support/masters/masters-cluster.ts';

/** Passes the gate on what is seen now. */
export const pass = async (masters: Masters, phase: Phase = 'gate'): Promise<StepResult> =>
  await passGate(await masters.judged(phase), masters.world);
