import type { Resource } from '../../compute/index.ts';
import type { Permission } from '../protocol/types.ts';
import { permission } from './rules.ts';

/** On a resource with its tags, under the keys of IAM and of the service. */
export function tagged(action: string, { arn, tags }: Resource, service: string): Permission {
  const keys = Object.entries(tags).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, [value]] as const,
    [`${service}:ResourceTag/${key}`, [value]] as const,
  ]);
  return permission(action, arn, Object.fromEntries(keys));
}
