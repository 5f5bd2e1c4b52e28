"""Who calls a key by an alias needs the key: policies are judged on its ARN, with `kms:RequestAlias` and `kms:ResourceAliases`.

MiniStack judges the alias's own ARN, without these conditions, so that no policy that limits keys to aliases allows anything.
An alias of no key is not found, whoever asks.
Rule: "Use aliases to control access to KMS keys", AWS KMS developer guide: an ARN of an alias in `Resource` is no key's.
"""

import ministack.core.iam_actions as iam_actions
import ministack.core.iam_evaluator as evaluator
import ministack.services.kms as kms

from .expect import wrap


def called_key(service, body):
    """As the request calls it; '' where it doesn't say."""
    key = iam_actions._safe_json_field(body, "KeyId") if service == "kms" else ""
    return key if isinstance(key, str) else ""


def alias_in(key):
    """`alias/…` of an alias or its ARN; None for a key."""
    name = key.split(":", 5)[-1] if key.startswith("arn:") else key
    return name if name.startswith("alias/") else None


def aliases_of(key_id):
    return [arn.split(":", 5)[-1] for arn, target in kms._aliases.items() if target == key_id]


def install(_clock):
    @wrap(iam_actions, "extract_resource_arn",
          "(service, method, path, headers, body, query_params, region, account_id)")
    def extract_resource_arn(original, service, method, path, headers, body, *more):
        called = called_key(service, body)
        key = kms._resolve_key(called) if alias_in(called) else None
        return key["Arn"] if key else original(service, method, path, headers, body, *more)

    @wrap(iam_actions, "request_tag_context", "(service, iam_action, body, params)")
    def request_tag_context(original, service, iam_action, body, params):
        context = original(service, iam_action, body, params)
        called = called_key(service, body)
        key = kms._resolve_key(called)
        if key is None:
            return context
        asked = {"kms:RequestAlias": alias_in(called), "kms:ResourceAliases": aliases_of(key["KeyId"])}
        return {**context, **{name: value for name, value in asked.items() if value}}

    @wrap(evaluator, "enforce", "(access_key_id, iam_action, service, region, resource_arn='*', service_context=None)")
    def enforce(original, access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        denied = original(access_key_id, iam_action, service, region, resource_arn, service_context)
        is_of_no_key = service == "kms" and alias_in(resource_arn) is not None
        return None if is_of_no_key and isinstance(denied, evaluator.EvalResult) else denied
