"""Answers whether a role may do something, by the emulator's own policy evaluator.

By an access key, for the engines behind the gateway: what they serve never reaches the emulator, so they ask before
they serve. By the role's ARN, for what the emulator does on behalf of a role without judging it.
"""

from dataclasses import dataclass

import ministack.core.iam_evaluator as evaluator
import ministack.services.iam as iam
import ministack.services.lambda_svc as lambda_svc
from ministack.core.responses import get_account_id, get_region


@dataclass
class Decision:
    allowed: bool
    reason: str
    principal: str | None = None
    function: str | None = None
    session: str | None = None

    def as_json(self):
        return {"allowed": self.allowed, "reason": self.reason, "principal": self.principal,
                "function": self.function, "session": self.session}


def authorize(access_key_id, action, resource, context):
    """`context` maps condition keys to lists of values, as the request has them."""
    account = get_account_id()
    principal = evaluator.resolve_principal(access_key_id, account)
    if isinstance(principal, evaluator.AuthError):
        return Decision(False, f"{principal.code}: {principal.message}")
    role, session, function = _who(principal)
    if principal.policies is None:
        return Decision(True, "the account's root may do everything", principal.arn)
    allowed, reason = _judge(principal, role, action, resource, context)
    return Decision(allowed, reason, role, function, session)


def authorize_role(role_arn, action, resource):
    """What `authorize` answers to a key of this role, without condition keys."""
    account, name = get_account_id(), role_arn.rsplit("/", 1)[-1]
    principal = evaluator.PrincipalInfo(
        arn=f"arn:aws:sts::{account}:assumed-role/{name}/rehearsal",
        type="AssumedRole",
        account=account,
        policies=evaluator._gather_role_policies(name, account),
        limits=evaluator._permissions_boundary(iam._roles, name, account),
    )
    allowed, reason = _judge(principal, role_arn, action, resource, {})
    return Decision(allowed, reason, role_arn)


def _judge(principal, role, action, resource, context):
    request = evaluator.EvalContext(
        principal_arn=principal.arn,
        principal_type=principal.type,
        principal_account=principal.account,
        action=action,
        resource_arn=resource,
        # A key may call another region than its account's own.
        region=context.get("aws:RequestedRegion", [get_region()])[0],
        # The rehearsal's plain HTTP stands for production's TLS (patches/secure_transport.py).
        secure_transport=True,
        service_context={key.lower(): _value(values) for key, values in context.items()},
        principal_keys=principal.keys,
    )
    result = evaluator.evaluate(request, principal.policies, *principal.limits)
    # What a service asks of a key for somebody is no call that reaches the emulator's own judge, which knows key policies.
    key = evaluator._resource_policy("kms", resource) if "kms:ViaService" in context else None
    if key is not None:
        result = evaluator.combine_resource_policy(
            result, request, *key, required=True, limits=tuple(principal.limits))
    return result.decision == "Allow", _reason(result, request, principal, role)


def _value(values):
    # The evaluator compares a list only under ForAllValues and ForAnyValue; there one value is as good as a list.
    return values[0] if len(values) == 1 else values


def _who(principal):
    """Role, session and function of arn:aws:sts::<account>:assumed-role/<role>/<session>: a function's session has the function's name.

    A deployment takes on roles too; the names of its sessions are no function's.
    """
    if principal.type != "AssumedRole":
        return principal.arn, None, None
    _, role, session = principal.arn.split(":", 5)[5].split("/", 2)
    functions = {function["config"]["FunctionName"] for function in lambda_svc._functions.values()}
    return (f"arn:aws:iam::{principal.account}:role/{role}", session,
            session if session in functions else None)


def _reason(result, request, principal, role):
    wanted = f"{request.action} on {request.resource_arn}"
    statement = f" (statement {result.matched_sid})" if result.matched_sid else ""
    if result.decision == "Allow":
        return f"{role} allows {wanted}{statement}"
    if result.resource_policy_arn:
        says = "explicitly denies" if result.decision == "Deny" else "does not allow"
        return f"the own policy of {request.resource_arn} {says} {request.action} to {role}{statement}"
    if result.decision == "Deny":
        return f"{role} explicitly denies {wanted}{statement}"
    unmet = [condition for statements in principal.policies for statement in statements
             for condition in _unmet_conditions(statement, request)]
    if unmet:
        return f"{role} allows {wanted} only if {'; or if '.join(unmet)}"
    return f"no statement of {role} allows {wanted}"


def _unmet_conditions(statement, request):
    """The conditions for want of which a statement that names action and resource doesn't allow them."""
    unconditional = evaluator.ParsedStatement(
        statement.sid, statement.effect, statement.actions, statement.not_actions, statement.resources,
        statement.not_resources)
    if statement.effect != "Allow" or evaluator._first_match(request, [unconditional], "Allow") is None:
        return
    for operator, keys in statement.conditions.items():
        for key, expected in keys.items():
            if not evaluator._conditions_met({operator: {key: expected}}, request):
                found = evaluator._resolve_condition_key(key, request)
                yield f"{operator} {key} = {expected}, but it is {found}"
