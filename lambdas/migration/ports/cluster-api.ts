import type { Listed, Resource, Resources } from '../domain/workloads/resources.ts';

/** The API of the cluster that gets the traffic. Nothing is changed, and no secret is read. */
export interface ClusterApi {
  /** Its own version: `v1.36.2`. @throws when it doesn't answer, isn't the cluster's, or refuses the token */
  version(): Promise<string>;
  /** All of a resource, in all namespaces. @throws when they can't be read whole */
  list<R extends Resource>(resource: R): Promise<Listed<Resources[R]>>;
}
