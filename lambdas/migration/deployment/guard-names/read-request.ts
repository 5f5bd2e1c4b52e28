import * as z from 'zod/mini';
import { parserFor, text } from '../../../shared/runtime/parse.ts';

const dataPlane = { DataPlane: z.optional(z.literal('on')) };
const properties = z.object({ Migration: text, Names: text, ZoneIds: z.optional(text), ...dataPlane });

/** CloudFormation's request, as CDK's provider hands it on. @throws InvalidInput naming every bad field */
export const readRequest = parserFor(
  z.discriminatedUnion('RequestType', [
    z.object({ RequestType: z.literal('Create'), ResourceProperties: properties }),
    z.object({
      RequestType: z.literal('Update'),
      PhysicalResourceId: text,
      ResourceProperties: properties,
      OldResourceProperties: z.object({ Migration: text, ...dataPlane }),
    }),
    z.object({ RequestType: z.literal('Delete'), PhysicalResourceId: text }),
  ]),
);

export type GuardRequest = ReturnType<typeof readRequest>;
