import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import type { HookProperties } from '../../contract/hooks.ts';
import { requireSameCluster } from './hooks-id.ts';

const name = z.string().check(z.minLength(1));

const properties = z.object({
  TerminatingHook: name,
  LaunchingHook: name,
});

const parse = parserFor(
  z.discriminatedUnion('RequestType', [
    z.object({ RequestType: z.literal('Create'), ResourceProperties: properties }),
    z.object({
      RequestType: z.literal('Update'),
      PhysicalResourceId: name,
      ResourceProperties: z.extend(properties, { Cluster: name }),
      OldResourceProperties: properties,
    }),
    z.object({ RequestType: z.literal('Delete'), PhysicalResourceId: name, ResourceProperties: properties }),
  ]),
);

/** What is to be done with the hooks, by their names. */
export interface HooksRequest {
  /** Whether CloudFormation makes, changes or removes the stack, or the schedule comes. All but a removal put hooks. */
  readonly kind: 'make' | 'change' | 'remove' | 'schedule';
  readonly remove: readonly string[];
  /** CloudFormation's id of the resource, where it has one. */
  readonly id?: string;
  /** For which cluster they are to be, where the stack is changed. */
  readonly cluster?: string;
}

/**
 * CloudFormation's request, as CDK's provider hands it on, or else the schedule's event, which has no `RequestType`.
 * @throws InvalidInput naming every bad field, or where an update is for another cluster
 */
export function readRequest(event: unknown): HooksRequest {
  if (typeof event === 'object' && event !== null && !('RequestType' in event))
    return { kind: 'schedule', remove: [] };
  const request = parse(event);
  const own = namesOf(request.ResourceProperties);
  if (request.RequestType === 'Create') return { kind: 'make', remove: [] };
  const id = request.PhysicalResourceId;
  if (request.RequestType === 'Delete') return { kind: 'remove', remove: own, id };
  const cluster = request.ResourceProperties.Cluster;
  requireSameCluster(id, cluster);
  const remove = namesOf(request.OldResourceProperties).filter((old) => !own.includes(old));
  return { kind: 'change', remove, id, cluster };
}

function namesOf({
  TerminatingHook,
  LaunchingHook,
}: Pick<HookProperties, 'TerminatingHook' | 'LaunchingHook'>) {
  return [TerminatingHook, LaunchingHook];
}
