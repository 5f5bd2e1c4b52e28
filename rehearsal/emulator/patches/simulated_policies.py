"""SimulatePrincipalPolicy heeds the condition keys and the resources that it is given, and names those that it lacks.

MiniStack's ignores both, takes a role that isn't there for one without policies, and judges the caller on `*`.
Rules: SimulatePrincipalPolicy in IAM's API reference; its resource types in the service authorization reference.
"""

import ministack.core.iam_actions as actions
import ministack.core.iam_evaluator as evaluator
import ministack.services.iam as iam
from ministack.core.responses import get_account_id

from .expect import wrap

_DECISIONS = {"Allow": "allowed", "Deny": "explicitDeny"}


def install(_clock):
    @wrap(actions, "extract_resource_arn",
          "(service, method, path, headers, body, query_params, region, account_id)")
    def extract_resource_arn(original, service, method, path, headers, body, query_params, *others):
        asked = actions._param(body, query_params, "PolicySourceArn") if service == "iam" else ""
        return asked or original(service, method, path, headers, body, query_params, *others)

    @wrap(iam, "_simulate_principal_policy", "(p)")
    def simulate(original, p):
        arn = iam._p(p, "PolicySourceArn") or ""
        if ":role/" not in arn:
            return original(p)
        name, account = arn.rsplit("/", 1)[-1], get_account_id()
        if name not in iam._roles:
            return iam._error(404, "NoSuchEntity", f"Role {name} does not exist.", ns="iam")
        policies = evaluator._gather_role_policies(name, account)
        limits = evaluator._permissions_boundary(iam._roles, name, account)
        context = _context(p)
        results = "".join(
            _result(action, resource, _judge(arn, account, action, resource, context, policies, limits))
            for action in _members(p, "ActionNames") for resource in _members(p, "ResourceArns") or ["*"])
        return iam._xml(
            200, "SimulatePrincipalPolicyResponse",
            f"<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>{results}"
            "</EvaluationResults></SimulatePrincipalPolicyResult>", ns="iam")

    # The service finds its operations by this table.
    iam._IAM_HANDLERS["SimulatePrincipalPolicy"] = simulate


def _judge(arn, account, action, resource, context, policies, limits):
    request = evaluator.EvalContext(
        principal_arn=arn, principal_type="AssumedRole", principal_account=account, action=action,
        # The simulator makes no request, so the region, too, is what it is given.
        resource_arn=resource, region=context.get("aws:requestedregion"), secure_transport=True,
        service_context=context)
    decision = _DECISIONS.get(evaluator.evaluate(request, policies, *limits).decision, "implicitDeny")
    return decision, sorted(_missing(policies, request)), bool(limits) and evaluator.evaluate(
        request, limits[0]).decision != "Allow"


def _missing(policies, request):
    """Every key that a policy asks for, whether or not its statement is about the action."""
    return {key for statements in policies for statement in statements
            for keys in statement.conditions.values() for key in keys
            if evaluator._resolve_condition_key(key, request) is None}


def _result(action, resource, judged):
    decision, missing, beyond = judged
    keys = "".join(f"<member>{key}</member>" for key in missing)
    boundary = ("<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false"
                "</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>" if beyond else "")
    return (f"<member><EvalActionName>{action}</EvalActionName><EvalResourceName>{resource}</EvalResourceName>"
            f"<EvalDecision>{decision}</EvalDecision><MissingContextValues>{keys}</MissingContextValues>"
            f"<MatchedStatements/>{boundary}</member>")


def _members(p, name):
    found = []
    while value := iam._p(p, f"{name}.member.{len(found) + 1}"):
        found.append(value)
    return found


def _context(p):
    context, entry = {}, 1
    while key := iam._p(p, f"ContextEntries.member.{entry}.ContextKeyName"):
        values = _members(p, f"ContextEntries.member.{entry}.ContextKeyValues")
        context[key.lower()] = values[0] if len(values) == 1 else values
        entry += 1
    return context
