import * as z from 'zod/mini';
import { parserFor, text } from '../../../shared/runtime/parse.ts';

const on = z.optional(z.literal('on'));
const others = { DataPlane: on, NameProbe: on, MadeAlarms: z.optional(z.array(text)) };
const properties = z.object({ Migration: text, Names: text, ZoneIds: z.optional(text), ...others });

/** CloudFormation's request, as CDK's provider hands it on. @throws InvalidInput naming every bad field */
export const readRequest = parserFor(
  z.discriminatedUnion('RequestType', [
    z.object({ RequestType: z.literal('Create'), ResourceProperties: properties }),
    z.object({
      RequestType: z.literal('Update'),
      PhysicalResourceId: text,
      ResourceProperties: properties,
      OldResourceProperties: z.object({ Migration: text, ...others }),
    }),
    z.object({ RequestType: z.literal('Delete'), PhysicalResourceId: text }),
  ]),
);

export type GuardRequest = ReturnType<typeof readRequest>;
