import * as z from 'zod/mini';
import type { HookProperties } from '../shared/contract/masters/hooks.ts';
import { parserFor } from '../shared/runtime/parse.ts';
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
  /** Whether those of the settings are to be on every group. */
  readonly put: boolean;
  readonly remove: readonly string[];
  /** Whether somebody deploys, who must hear of it where there is no group at all. */
  readonly deploying: boolean;
  /** Whether the stack is being made: if that fails, nobody will ever remove what was put. */
  readonly first?: true;
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
    return { put: true, remove: [], deploying: false };
  const request = parse(event);
  const own = namesOf(request.ResourceProperties);
  if (request.RequestType === 'Create') return { put: true, remove: [], deploying: true, first: true };
  const id = request.PhysicalResourceId;
  if (request.RequestType === 'Delete') return { put: false, remove: own, deploying: false, id };
  const cluster = request.ResourceProperties.Cluster;
  requireSameCluster(id, cluster);
  const remove = namesOf(request.OldResourceProperties).filter((old) => !own.includes(old));
  return { put: true, remove, deploying: true, id, cluster };
}

function namesOf({
  TerminatingHook,
  LaunchingHook,
}: Pick<HookProperties, 'TerminatingHook' | 'LaunchingHook'>) {
  return [TerminatingHook, LaunchingHook];
}
