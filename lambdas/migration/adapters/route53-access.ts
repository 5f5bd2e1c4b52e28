import type { Route53Client } from '@aws-sdk/client-route-53';
import type { Turns } from './pacer.ts';

/** How an account's zones are reached: who asks Route 53, and when it may. */
export interface Route53Access {
  readonly client: Route53Client;
  readonly turns: Turns;
}

/** By the id of a zone, which may be in another account. */
export type AccessTo = (zoneId: string) => Route53Access;
