import { XMLParser } from 'fast-xml-parser';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { ApiCall, ConditionContext } from '../protocol/types.ts';
import { CannotJudge, isStructure, onAnything, permission, type ServiceRules, xmlOf } from './rules.ts';

const PREFIX = 'route53:ChangeResourceRecordSets';
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Change' });

export const ROUTE53_RULES: ServiceRules = {
  ChangeResourceRecordSets: (call) => [
    permission(PREFIX, `arn:aws:route53:::hostedzone/${pathPart(call, 3)}`, changeContext(call)),
  ],
  ListResourceRecordSets: (call) => [onZone(call, 'ListResourceRecordSets')],
  ListHostedZones: onAnything('route53:ListHostedZones'),
  GetHostedZone: (call) => [onZone(call, 'GetHostedZone')],
  GetHostedZoneLimit: (call) => [onZone(call, 'GetHostedZoneLimit')],
  GetChange: (call) => [permission('route53:GetChange', `arn:aws:route53:::change/${pathPart(call, 3)}`)],
  CreateResourceRecordSetProtections: (call) => [onZone(call, 'CreateResourceRecordSetProtections')],
  DeleteResourceRecordSetProtections: (call) => [onZone(call, 'DeleteResourceRecordSetProtections')],
  ListResourceRecordSetProtections: (call) => [onZone(call, 'ListResourceRecordSetProtections')],
  CreateHealthCheck: onAnything('route53:CreateHealthCheck'),
  ListHealthChecks: onAnything('route53:ListHealthChecks'),
  GetHealthCheck: (call) => [onHealthCheck(call, 'GetHealthCheck')],
  GetHealthCheckStatus: (call) => [onHealthCheck(call, 'GetHealthCheckStatus')],
  UpdateHealthCheck: (call) => [onHealthCheck(call, 'UpdateHealthCheck')],
  DeleteHealthCheck: (call) => [onHealthCheck(call, 'DeleteHealthCheck')],
};

function onZone(call: ApiCall, operation: string) {
  return permission(`route53:${operation}`, `arn:aws:route53:::hostedzone/${pathPart(call, 3)}`);
}

function onHealthCheck(call: ApiCall, operation: string) {
  return permission(`route53:${operation}`, `arn:aws:route53:::healthcheck/${pathPart(call, 3)}`);
}

function pathPart(call: ApiCall, index: number): string {
  return decodeURIComponent(call.path.split('/')[index] ?? '');
}

/** The three condition keys of ChangeResourceRecordSets: each contains the distinct values of the whole batch. */
function changeContext(call: ApiCall): ConditionContext {
  const changes = changesOf(call).map((change) => ({
    name: normalizedName(required(change, ['ResourceRecordSet', 'Name'])),
    type: required(change, ['ResourceRecordSet', 'Type']),
    action: required(change, ['Action']),
  }));
  return {
    [`${PREFIX}NormalizedRecordNames`]: [...new Set(changes.map(({ name }) => name))],
    [`${PREFIX}RecordTypes`]: [...new Set(changes.map(({ type }) => type))],
    [`${PREFIX}Actions`]: [...new Set(changes.map(({ action }) => action))],
  };
}

function changesOf(call: ApiCall): readonly unknown[] {
  const root = xmlOf(call, parser, 'the batch');
  const changes = at(root, ['ChangeResourceRecordSetsRequest', 'ChangeBatch', 'Changes', 'Change']);
  if (!Array.isArray(changes) || changes.length === 0) throw new CannotJudge('the batch has no Change');
  return changes;
}

function required(value: unknown, path: readonly string[]): string {
  const found = at(value, path);
  if (typeof found !== 'string') throw new CannotJudge(`a Change without ${path.join('.')}`);
  return found;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, name) => (isStructure(node) ? node[name] : undefined), value);
}

/**
 * The form that IAM compares: lower case, no trailing dot, everything but a-z, 0-9, `-`, `_` and `.` as an octal
 * escape, so `*` as `\052`. Source: Route 53, "Using IAM policy conditions for fine-grained access control".
 */
export function normalizedName(name: string): string {
  return undotted(name).replace(/\\([0-7]{3})|[^a-z0-9\-_.\\]/g, (seen) =>
    seen.length === 4 ? seen : octal(seen),
  );
}

function octal(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
