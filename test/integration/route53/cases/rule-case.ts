import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';

/** What one batch against one zone must come to. */
export interface RuleCase {
  /** Number of the rule in `rehearsal/route53/SPEC.md`. */
  readonly rule: string;
  readonly title: string;
  /** What the zone holds besides SOA and NS. */
  readonly zone?: readonly ResourceRecordSet[];
  readonly changes: readonly Change[];
  /** The refusal; undefined when the batch must be accepted. */
  readonly refused?: { readonly code: 'InvalidChangeBatch' | 'InvalidInput'; readonly message: string };
}

export const ALB = {
  HostedZoneId: 'Z35SXDOTRQ7X7K',
  DNSName: 'dualstack.shop-1.us-east-1.elb.amazonaws.com.',
  EvaluateTargetHealth: true,
};

export function record(
  name: string,
  type: ResourceRecordSet['Type'],
  values: readonly string[],
  more: Partial<ResourceRecordSet> = {},
): ResourceRecordSet {
  return { Name: name, Type: type, TTL: 60, ResourceRecords: values.map((Value) => ({ Value })), ...more };
}

export const a = (name: string, ...values: string[]) =>
  record(name, 'A', values.length > 0 ? values : ['192.0.2.1']);
export const weighted = (name: string, id: string, weight: number, more: Partial<ResourceRecordSet> = {}) =>
  record(name, 'A', ['192.0.2.1'], { SetIdentifier: id, Weight: weight, ...more });
export const alias = (
  name: string,
  target: Partial<typeof ALB> = {},
  type: ResourceRecordSet['Type'] = 'A',
) => ({
  Name: name,
  Type: type,
  AliasTarget: { ...ALB, ...target },
});
export const create = (...records: ResourceRecordSet[]): Change[] =>
  records.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet }));
export const remove = (...records: ResourceRecordSet[]): Change[] =>
  records.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet }));
export const upsert = (...records: ResourceRecordSet[]): Change[] =>
  records.map((ResourceRecordSet) => ({ Action: 'UPSERT', ResourceRecordSet }));
export const batch = (...messages: string[]) =>
  ({ code: 'InvalidChangeBatch', message: `[${messages.join(', ')}]` }) as const;
export const input = (message: string) => ({ code: 'InvalidInput', message }) as const;
export const bad = (code: string, reason: string, text: string) =>
  batch(`Invalid Resource Record: 'FATAL problem: ${code} (${reason}) encountered with '${text}''`);

export const WWW = 'www.example.com.';
