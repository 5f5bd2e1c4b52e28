"""GetSecretValue decrypts by the secret's own key, so it fails while that can't be used.

MiniStack keeps secrets in the clear, whatever becomes of the key.
Rule: `DecryptionFailure` of GetSecretValue in the API reference of Secrets Manager, and "Key states of AWS KMS keys".
"""

import ministack.services.kms as kms
import ministack.services.secretsmanager as secretsmanager
from ministack.core.responses import error_response_json

from .expect import replace_text

_WHY = {"Disabled": ("is disabled", "DisabledException"),
        "PendingDeletion": ("is pending deletion", "KMSInvalidStateException"),
        "PendingImport": ("is pending import", "KMSInvalidStateException")}


def undecrypted(secret):
    """The error; None for a key that can be used, or that is of AWS or of another account."""
    key = kms._resolve_key(secret["KmsKeyId"]) if secret.get("KmsKeyId") else None
    if key is None or key["KeyState"] not in _WHY:
        return None
    words, code = _WHY[key["KeyState"]]
    return error_response_json(
        "DecryptionFailure",
        f"Secrets Manager can't decrypt the secret value: {key['Arn']} {words}. "
        f"(Service: AWSKMS; Status Code: 400; Error Code: {code})", 400,
    )


def install(_clock):
    replace_text(secretsmanager, "_get_secret_value", [
        ('    result = {\n        "ARN"',
         "    refused = undecrypted(secret)\n"
         "    if refused:\n"
         "        return refused\n\n"
         '    result = {\n        "ARN"'),
    ], undecrypted=undecrypted)
