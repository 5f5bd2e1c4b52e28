"""A denial for want of the resource's own policy says so, and names the resource.

MiniStack blames the policies of the caller then, although they allow it. Only a key's policy is needed within an account.
Rule: "Access denied due to a resource-based policy – implicit denial", IAM user guide, "Troubleshoot access denied error
messages".
"""

import ministack.core.iam_actions as iam_actions
import ministack.core.iam_evaluator as evaluator

from .expect import wrap


def install(_clock):
    @wrap(evaluator, "combine_resource_policy",
          "(identity, ctx, policy, owner_account, required=False, limits=())")
    def combine_resource_policy(original, identity, ctx, *policy, **options):
        result = original(identity, ctx, *policy, **options)
        if identity.decision == "Allow" and result.decision != "Allow":
            result.resource_policy_arn = ctx.resource_arn
        return result

    @wrap(iam_actions, "access_denied_response",
          "(service, action, principal_arn, request_id, *, error_code='', message='', headers=None, "
          "resource_arn='*', explicit_deny=False, resource_policy_arn='')")
    def access_denied_response(original, service, action, principal_arn, request_id, **more):
        policy_of = more.get("resource_policy_arn")
        if policy_of and not (more.get("explicit_deny") or more.get("message") or more.get("error_code")):
            more["message"] = (
                f"User: {principal_arn} is not authorized to perform: {action} on resource: {policy_of} "
                f"because no resource-based policy allows the {action} action"
            )
        return original(service, action, principal_arn, request_id, **more)
