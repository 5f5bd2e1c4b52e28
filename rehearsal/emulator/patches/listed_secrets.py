"""ListSecrets says which key encrypts a secret, and its filter by name takes what names begin with.

MiniStack leaves the key out, and finds the text anywhere in a name.
Rules: SecretListEntry and Filter in the API reference of Secrets Manager.
"""

import ministack.services.secretsmanager as secretsmanager

from .expect import replace_text


def install(_clock):
    replace_text(secretsmanager, "_list_secrets", [
        ('        if s.get("DeletedDate"):\n            entry["DeletedDate"] = s["DeletedDate"]\n',
         '        if s.get("DeletedDate"):\n            entry["DeletedDate"] = s["DeletedDate"]\n'
         '        if s.get("KmsKeyId"):\n            entry["KmsKeyId"] = s["KmsKeyId"]\n'),
    ])
    replace_text(secretsmanager, "_filter_secret_names", [
        ("names = [n for n in names if any(v in n.lower() for v in values)]",
         'names = [n for n in names if n.startswith(tuple(f.get("Values", [])))]'),
    ])
