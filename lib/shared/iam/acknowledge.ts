import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OwnGrant } from './common.ts';

/** Gives the security checks the reason why a grant's resources have a `*`; those without a reason are still reported. */
export function acknowledgeWildcards(construct: Construct, grants: readonly OwnGrant[]): void {
  for (const { statement, whyWildcard } of grants) {
    if (!whyWildcard) continue;
    for (const resource of statement.resources) {
      const named = flatten(Stack.of(construct).resolve(resource));
      if (!named.includes('*')) continue;
      Validations.of(construct).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${named}]`,
        reason: whyWildcard,
      });
    }
  }
}

type Resolved =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::GetAtt': readonly string[] }
  | { readonly 'Fn::Join': readonly [string, readonly Resolved[]] };

/** A resource as the checks write it in a finding: references in angle brackets. */
function flatten(resolved: Resolved): string {
  if (typeof resolved === 'string') return resolved;
  if ('Ref' in resolved) return `<${resolved.Ref}>`;
  if ('Fn::GetAtt' in resolved) return `<${resolved['Fn::GetAtt'].join('.')}>`;
  const [separator, parts] = resolved['Fn::Join'];
  return parts.map(flatten).join(separator);
}
