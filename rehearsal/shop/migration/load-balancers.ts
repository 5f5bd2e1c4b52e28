/** Which of the load balancers is which. */

/** The classic one in front of the shop's EC2 instances. */
export const LEGACY_ID = 'legacy-shop';
/** The Auto Scaling group of those instances. */
export const LEGACY_GROUP = 'legacy-shop';
/** The application load balancer in front of the cluster's ingress. */
export const CLUSTER_ID = 'app/k8s-ingress/50dc6c495c0c9188';
