"""aws:PrincipalArn of an assumed role is the role's own ARN, as AWS has it, not the session's.

Source: IAM user guide, "AWS global condition context keys". A trust policy that names roles by it would match none.
"""

import re

import ministack.core.iam_evaluator as evaluator

from .expect import wrap

SESSION = re.compile(r"arn:([^:]+):sts::(\d+):assumed-role/([^/]+)/")


def install(_clock):
    @wrap(evaluator, "_resolve_condition_key", "(key, ctx)")
    def resolve_condition_key(original, key, ctx):
        found = original(key, ctx)
        session = SESSION.match(str(found)) if key.lower() == "aws:principalarn" else None
        return session.expand(r"arn:\1:iam::\2:role/\3") if session else found
