/** The cluster that the shop moves to. */
import type { Subnet } from '../network/simulated-network.ts';

export const CLUSTER = 'k8s.shop.test';
/** The name in every API server's certificate. */
export const SERVER_NAME = `api.internal.${CLUSTER}`;
/** The cluster's VPC, in which the simulated machines get their addresses. */
export const NETWORK: Subnet = { address: '172.20.0.0', prefix: 16 };
