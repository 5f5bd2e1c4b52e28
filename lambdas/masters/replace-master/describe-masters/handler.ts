import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { describeMasters } from './describe-masters.ts';

export const handler = makeHandler(
  REPLACE_MASTER.describeMasters,
  parserFor(z.object({ run: replaceFields.run, replacement: z.nullable(replaceFields.replacement) })),
  (payload, { settings, clock }) =>
    describeMasters(payload, {
      clock,
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
    }),
);
