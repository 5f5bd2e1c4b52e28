/** Whom a statement means: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
import { type Principals, type Role, roleName } from './policy.ts';
import { any, known, type Truth } from './truth.ts';

export interface Meant {
  /** The role itself, or everybody. */
  readonly role: Truth;
  /** Its account, which may then allow it by IAM. */
  readonly account: Truth;
}

export function isMeant({ negated, aws }: Principals, role: Role): Meant {
  // Whom a list leaves out depends on sessions and accounts in it, which AWS itself advises against.
  if (negated) return { role: 'unknown', account: 'unknown' };
  return {
    role: any(aws.map((principal) => meansRole(principal, role))),
    account: known(aws.some((principal) => meansAccount(principal, role))),
  };
}

function meansRole(principal: string, { arn, account }: Role): Truth {
  if (principal === '*' || principal === arn) return 'yes';
  // One session of the role; which one an application has nobody knows.
  const [, , service, , owner, resource = ''] = principal.split(':');
  const isSession =
    service === 'sts' && owner === account && resource.startsWith(`assumed-role/${roleName(arn)}/`);
  return isSession ? 'unknown' : 'no';
}

function meansAccount(principal: string, { account }: Role): boolean {
  return principal === account || /^arn:[^:]+:iam::(\d+):root$/.exec(principal)?.[1] === account;
}
