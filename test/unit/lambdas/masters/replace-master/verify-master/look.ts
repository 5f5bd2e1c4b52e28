import { verifyMaster } from '../../../../../../lambdas/masters/replace-master/verify-master/verify-master.ts';
import type { Masters } from '../../../../../support/masters/masters-cluster.ts';

/** One look of VerifyMaster, after so many good ones at `i-new`. */
export const look = async (masters: Masters, passes: number) =>
  await verifyMaster({ ...(await masters.judged('verify')), passes, passedBy: 'i-new' }, masters.world);
