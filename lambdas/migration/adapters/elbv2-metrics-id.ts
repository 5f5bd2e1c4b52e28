/** As metrics name an application or network load balancer: by the end of its ARN, `app/<name>/<id>` or `net/<name>/<id>`. */
export function elbv2MetricsId(arn: string): string {
  return arn.split(':loadbalancer/').at(-1) ?? '';
}
