"""A secret gets the ARN that it has in the account, and an ARN leads to a secret as Secrets Manager says.

MiniStack ends each ARN with characters of its own, and takes any beginning of an ARN for a partial one.
Rules: "Secrets Manager ARNs and finding a secret from a partial ARN" in the user guide: a partial ARN lacks the hyphen
and the six characters, and whatever ends like these is taken for complete.
"""

import re

import ministack.services.secretsmanager as secretsmanager

from .expect import replace_text

_END = re.compile(r"-[A-Za-z0-9]{6}$")

# Complete ones, by what they are without their ends.
_given = {}


def give(arns):
    """What secrets that are created from now on are called, in place of the ARNs given before."""
    _given.clear()
    _given.update((_END.sub("", arn), arn) for arn in arns)


def arn_given(arn):
    return _given.get(_END.sub("", arn), arn)


def leads_to(asked, arn):
    return asked == arn or (_END.search(asked) is None and asked == _END.sub("", arn))


def install(_clock):
    replace_text(secretsmanager, "_store_new_secret", [
        ("    vid = new_uuid()\n    now = ", "    arn = arn_given(arn)\n    vid = new_uuid()\n    now = "),
    ], arn_given=arn_given)
    replace_text(secretsmanager, "_resolve", [
        ('if s["ARN"].startswith(secret_id):', 'if leads_to(secret_id, s["ARN"]):'),
    ], leads_to=leads_to)
