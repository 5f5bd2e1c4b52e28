export { type KubernetesApiOptions, startKubernetesApi } from './api-server.ts';
export type { Cluster, KubernetesObject, ServedName } from './objects.ts';
export { type Rule, rulesIn } from './rights.ts';
