import * as z from 'zod/mini';
import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { Ec2Instances } from '../shared/adapters/ec2-instances.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { replaceFields } from '../shared/runtime/masters-payloads.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { describeMasters } from './describe-masters.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.describeMasters,
  parserFor(z.object({ replacement: z.nullable(replaceFields.replacement) })),
  (payload, { settings, clock }) =>
    describeMasters(payload, {
      clock,
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
    }),
);
