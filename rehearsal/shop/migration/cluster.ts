/** Where etcd-manager puts the backups of the cluster that the shop moves to. */
export const SHOP_BACKUPS = {
  bucket: 'kops-state-shop',
  prefix: 'k8s.shop.test/',
  etcdClusters: ['main', 'events'],
} as const;
