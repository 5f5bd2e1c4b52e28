/** Whether a role may do something: what its own policies, the resource's policy and grants say together. */
import { type AccessRequest, accountIn, type Statement } from './policy.ts';
import { type PolicySays, policySays } from './policy-says.ts';
import { all, any, known, not, type Truth } from './truth.ts';

/** What IAM's simulator says of the role's own policies: it knows no policy of the resource, and no grant. */
export interface OwnPolicies {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** False: the role's boundary or the organization keeps it from that, whatever else allows it. */
  readonly withinLimits: boolean;
  /** Condition keys that it wasn't given, of all statements, whatever these are about. */
  readonly missing: readonly string[];
}

export interface Verdict {
  readonly may: Truth;
  /** Who denies it, or what is missing; '' if it may. */
  readonly because: string;
}

/** A grant lets one principal use a key beside all policies. */
export interface Grant {
  readonly id: string;
  /** ARN of the role; a service's name for its own grants. */
  readonly grantee: string;
  /** `Decrypt`, `GenerateDataKey`, … */
  readonly operations: readonly string[];
  /** It holds for some encryption contexts only. */
  readonly constrained: boolean;
}

interface Access {
  readonly request: AccessRequest;
  readonly own: OwnPolicies;
  /** Of the resource; none if it has no policy, undefined if only another account may read it. */
  readonly policy: readonly Statement[] | undefined;
  /** Undefined: none are looked at. `hidden`: only another account may read them. */
  readonly grants?: readonly Grant[] | 'hidden';
  /** Of a key the policy alone decides whether IAM counts; elsewhere the account's own roles need no leave of it. */
  readonly leaveNeeded: boolean;
}

export function mayAccess({ request, own, policy, grants = [], leaveNeeded }: Access): Verdict {
  const says = policy ? policySays(policy, request) : HIDDEN;
  const owner = accountIn(request.resource);
  const isOwn = owner === '' || owner === request.role.account;
  const missing = own.missing.filter((key) => isAbout(key, request));
  const identity = ofIdentity(own.decision, missing);
  const leave = isOwn && !leaveNeeded ? 'yes' : says.delegated;
  const named = any([says.allowed, leave]);
  const byPolicies = isOwn ? any([says.allowed, all([leave, identity])]) : all([named, identity]);
  const granted = grants === 'hidden' ? 'unknown' : any(grants.map((grant) => isGranted(grant, request)));
  // Whether another account's grant needs leave of the role's own policies isn't documented.
  const byGrant = isOwn ? granted : all([granted, identity === 'yes' ? 'yes' : 'unknown']);
  const denied = any([says.denied, known(own.decision === 'explicitDeny'), known(!own.withinLimits)]);
  const may = all([any([byPolicies, byGrant]), not(denied)]);
  return { may, because: because(may, { policy, own, missing, says, named }) };
}

const HIDDEN: PolicySays = {
  denied: 'unknown',
  allowed: 'unknown',
  delegated: 'unknown',
  open: ["the resource's policy, which only its own account can read"],
};

/** The simulator judges as if keys that it doesn't have were not in the request. */
function ofIdentity(decision: OwnPolicies['decision'], missing: readonly string[]): Truth {
  if (decision === 'explicitDeny') return 'no';
  if (decision === 'allowed') return 'yes';
  return missing.length > 0 ? 'unknown' : 'no';
}

function isGranted({ grantee, operations, constrained }: Grant, { role, action }: AccessRequest): Truth {
  if (grantee !== role.arn || !operations.includes(action.replace(/^kms:/, ''))) return 'no';
  return constrained ? 'unknown' : 'yes';
}

/** kops' roles have conditions with these on EC2 and Auto Scaling, and IAM names them whatever it is asked. */
const TAGS_OF_KOPS =
  /^aws:(?:resourcetag|requesttag)\/(?:kubernetescluster|kubernetes\.io\/|k8s\.io\/)|^aws:tagkeys$/;

/** Whether it may be the key for want of which the request was denied. */
function isAbout(key: string, { action, context }: AccessRequest): boolean {
  const name = key.toLowerCase();
  const [prefix] = name.split(':');
  const [service] = action.split(':');
  return (
    (prefix === service || prefix === 'aws') && !Object.hasOwn(context, name) && !TAGS_OF_KOPS.test(name)
  );
}

interface Grounds extends Pick<Access, 'policy'> {
  readonly own: OwnPolicies;
  /** Of its condition keys, those that may decide. */
  readonly missing: readonly string[];
  readonly says: PolicySays;
  /** Whether the resource's policy lets the role or its account use it at all. */
  readonly named: Truth;
}

function because(may: Truth, { policy, own, missing, says, named }: Grounds): string {
  if (may === 'yes') return '';
  if (own.decision === 'explicitDeny') return 'a policy of the role, or of its organization, denies it';
  if (!own.withinLimits) return "the role's permissions boundary or its organization doesn't allow it";
  if (says.denied === 'yes') return "the resource's policy denies it";
  if (may === 'unknown') {
    const open = [...says.open, ...missing.map((key) => `the role's policies: ${key}`)];
    return `it depends on ${open.length > 0 ? [...new Set(open)].join(', ') : 'a grant with a constraint'}`;
  }
  if (named === 'no') return "the resource's policy allows neither the role nor its account";
  if (policy?.length === 0) return 'no policy of the role allows it';
  return "no policy of the role allows it, and the resource's policy doesn't either";
}
