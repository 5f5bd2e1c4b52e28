import {
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { OwnPolicies } from '../domain/access/may.ts';
import type { AccessRequest, Context } from '../domain/access/policy.ts';
import type { OwnPoliciesSource } from '../ports/own-policies.ts';

const { given, oneOf } = answersOf("IAM's simulator");
const DECISIONS = ['allowed', 'explicitDeny', 'implicitDeny'] as const;

/** IAM's own judgement of a role's policies, its boundary and its organization's; of nothing that a resource or a key has. */
export class IamSimulator implements OwnPoliciesSource {
  readonly #client: IAMClient;

  constructor(client: IAMClient) {
    this.#client = client;
  }

  async ask({ role, action, resource, context }: AccessRequest): Promise<OwnPolicies> {
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role.arn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: entriesOf(context),
    });
    const { EvaluationResults } = await this.#client.send(command);
    const subject = `${action} of ${role.arn}`;
    return verdictOf(given(EvaluationResults?.[0], subject, 'EvaluationResults'), subject);
  }
}

/** IAM fills in the principal's keys itself, and refuses them from others. */
function entriesOf(context: Context): ContextEntry[] {
  return Object.entries(context)
    .filter(([key, values]) => values.length > 0 && !key.startsWith('aws:principal'))
    .map(([key, values]) => ({
      ContextKeyName: key,
      ContextKeyType: values.length > 1 ? 'stringList' : 'string',
      ContextKeyValues: [...values],
    }));
}

function verdictOf(result: EvaluationResult, subject: string): OwnPolicies {
  // With resources in the question, IAM says what it says of each beside the whole.
  const specific = result.ResourceSpecificResults?.[0];
  const boundary = (specific ?? result).PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary;
  return {
    decision: oneOf(
      DECISIONS,
      specific?.EvalResourceDecision ?? result.EvalDecision,
      subject,
      'EvalDecision',
    ),
    withinLimits: boundary !== false && result.OrganizationsDecisionDetail?.AllowedByOrganizations !== false,
    missing: specific?.MissingContextValues ?? result.MissingContextValues ?? [],
  };
}
