import { passGate } from '../../../../lambdas/judge-quorum/judge-quorum.ts';
import type { Phase, StepResult } from '../../../../lambdas/shared/contract/masters/payloads.ts';
import type { Masters } from '../../../support/masters-cluster.ts';

/** Passes the gate on what is seen now. */
export const pass = async (masters: Masters, phase: Phase = 'gate'): Promise<StepResult> =>
  await passGate(await masters.judged(phase), masters.world);
