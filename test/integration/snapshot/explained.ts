/** Why a snapshot that is taken of the shop's offline accounts isn't the one of which these were made. */

/** Rights that nothing in the shop needs. */
export const MAY_BE_UNUSED = [
  { action: 'route53:ListHealthChecks', reason: 'No record of the shop names a health check.' },
  {
    action: 'elasticloadbalancing:DescribeListenerAttributes',
    reason: 'Only those of network load balancers matter.',
  },
  { action: 'wafv2:GetWebACL', reason: 'The shop’s load balancer has no web ACL.' },
];

/** What kubectl prints is made by hand; records of private zones, and private zones of other names, are nobody's business. */
export const NOT_TAKEN =
  /\/(kubectl|iam|kms|rds|s3api|secretsmanager|ssm)\/|ec2\/(get-managed|describe-(network-acls|route|sec|sub|vpc))|Z0SHOPPRIVATE3|list-resource-record-sets\/Z0SHOPPRIVATE/;

/** Answers that say that there is nothing, of which the shop has no file. */
export const NOT_IN_THE_SHOP =
  /describe-(capacity-reservation|listeners)\/k8s-ingress|describe-tags\/k8s-ingress-nodes|describe-scheduled-actions/;

/** Where the offline AWS shows something else: its engines make these anew, or have them for all alike. */
export const SHOWN_OTHERWISE = [
  /^route53\/get-hosted-zone\/.*CallerReference/,
  /^autoscaling\/.*\.(AutoScalingGroupARN|CreatedTime|HealthCheckGracePeriod|HealthCheckType):/,
  /^ec2\/describe-instances.*\.(PrivateIpAddress|StateTransitionReason):/,
  /^ec2\/describe-volumes.*\.(AttachTime|CreateTime):/,
  /^elbv2\/describe-target-groups.*\.(HealthCheckIntervalSeconds|HealthyThresholdCount|UnhealthyThresholdCount):/,
  /^elbv2\/describe-target-group-attributes\/tcp-k8s.*\.Value: "300"/,
  // A page without alarms of logs says so; the CLI wasn't asked for them.
  /^cloudwatch\/describe-alarms .*\.LogAlarms: \[\]/,
];

/** What the engines of machines and load balancers don't show at all. */
export const NOT_SHOWN = /^(autoscaling|ec2|elb|elbv2)\/.* lacks /;
