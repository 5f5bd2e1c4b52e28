/** What kops calls the masters of the cluster that the shop moves to, and what their configuration leaves open. */
import { REGION } from '../account.ts';
import { CLUSTER } from '../cluster.ts';

/** How often the sweep looks, milliseconds: what a configuration that doesn't say it gets. */
export const SWEEP_PERIOD = 5 * 60_000;
/** How long a member that has come back settles before the next master goes, milliseconds: likewise. */
export const SETTLE = 3 * 60_000;

/** Members are named by the last letter of their zone, and numbered where a zone has several. */
export const zoneOf = (member: string) => `${REGION}${member.charAt(0)}`;
export const groupOf = (member: string) => `control-plane-${REGION}${member}.masters.${CLUSTER}`;
