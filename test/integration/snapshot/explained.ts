/** Why a snapshot that is taken of the shop's offline accounts isn't the one of which these were made. */

/** Rights that nothing in the shop needs. */
export const MAY_BE_UNUSED = [
  { action: 'route53:ListHealthChecks', reason: 'No record of the shop names a health check.' },
  {
    action: 'elasticloadbalancing:DescribeListenerAttributes',
    reason: 'Only those of network load balancers matter.',
  },
  { action: 'wafv2:GetWebACL', reason: 'The shop’s load balancer has no web ACL.' },
  { action: 'ec2:DescribeTransitGatewayAttachments', reason: 'The shop has no transit gateway.' },
  { action: 'ec2:SearchTransitGatewayRoutes', reason: 'The shop has no transit gateway.' },
  { action: 'secretsmanager:GetResourcePolicy', reason: 'The names of the shop’s secrets have slashes.' },
  { action: 'iam:GetPolicy', reason: 'The offline AWS makes all policies parts of their roles.' },
  { action: 'iam:GetPolicyVersion', reason: 'The offline AWS makes all policies parts of their roles.' },
];

/** What kubectl prints is made by hand; records of private zones, and private zones of other names, are nobody's business. */
export const NOT_TAKEN = /\/kubectl\/|Z0SHOPPRIVATE3|list-resource-record-sets\/Z0SHOPPRIVATE/;

/** Answers that say that there is nothing, of which the shop has no file. */
export const NOT_IN_THE_SHOP =
  /describe-(capacity-reservation|listeners)\/k8s-ingress|describe-tags\/k8s-ingress-nodes|describe-scheduled-actions|get-metric-data|get-account-settings|list-attached|transit-gateway|list-(aliases|grants)|maintenance/;

/** Where the offline AWS shows something else: its engines make these anew, or have them for all alike. */
export const SHOWN_OTHERWISE = [
  /^route53\/get-hosted-zone\/.*CallerReference/,
  /^autoscaling\/.*\.(AutoScalingGroupARN|CreatedTime|HealthCheckGracePeriod|HealthCheckType):/,
  /^ec2\/describe-instances.*\.(PrivateIpAddress|StateTransitionReason):/,
  /^ec2\/describe-volumes.*\.(AttachTime|CreateTime):/,
  /^elbv2\/describe-target-groups.*\.(HealthCheckIntervalSeconds|HealthyThresholdCount|UnhealthyThresholdCount):/,
  /^elbv2\/describe-target-group-attributes\/tcp-k8s.*\.Value: "300"/,
  /^iam\/get-role\/.*\.(CreateDate|Description|RoleId):/,
  /^kms\/describe-key\/.*\.(CreationDate|CurrentKeyMaterialId|SigningAlgorithms):/,
  /^rds\/describe-db-instances .*PendingModifiedValues: \{\}/,
  /^secretsmanager\/list-secrets .*\.(ARN|CreatedDate|LastChangedDate|Description|RotationEnabled|SecretVersionsToStages\.[^.]+):/,
  /^ssm\/describe-parameters .*\.(AllowedPattern|Description|LastModifiedDate|LastModifiedUser|Version):/,
  // A page without alarms of logs says so; the CLI wasn't asked for them.
  /^cloudwatch\/describe-alarms .*\.LogAlarms: \[\]/,
];

/** What the offline AWS doesn't show at all. Of zones, records, alarms, policies and buckets it shows everything. */
export const NOT_SHOWN =
  /^(autoscaling|ec2|elb|elbv2|rds|secretsmanager|ssm|kms\/(describe-key|get-key-rotation-status))\/?.* lacks /;
