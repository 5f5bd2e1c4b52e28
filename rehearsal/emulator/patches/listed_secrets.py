"""ListSecrets says which key encrypts a secret and whether it has a value, and its filter by name takes what names begin with.

MiniStack leaves the key out, gives a secret without a value a version, and finds the text anywhere in a name.
Rules: SecretListEntry, Filter and CreateSecret in the API reference of Secrets Manager.
"""

import ministack.services.secretsmanager as secretsmanager

from .expect import replace_text


def install(_clock):
    replace_text(secretsmanager, "_list_secrets", [
        ('        if s.get("DeletedDate"):\n            entry["DeletedDate"] = s["DeletedDate"]\n',
         '        if s.get("DeletedDate"):\n            entry["DeletedDate"] = s["DeletedDate"]\n'
         '        if s.get("KmsKeyId"):\n            entry["KmsKeyId"] = s["KmsKeyId"]\n'),
    ])
    replace_text(secretsmanager, "_store_new_secret", [
        ("    return arn, vid\n",
         "    if secret_string is None and secret_binary is None:\n"
         '        _secrets[name]["Versions"].clear()\n'
         "        vid = None\n"
         "    return arn, vid\n"),
    ])
    replace_text(secretsmanager, "_create_secret", [
        ('json_response({"ARN": arn, "Name": name, "VersionId": vid})',
         'json_response({"ARN": arn, "Name": name, **({"VersionId": vid} if vid else {})})'),
    ])
    replace_text(secretsmanager, "_filter_secret_names", [
        ("names = [n for n in names if any(v in n.lower() for v in values)]",
         'names = [n for n in names if n.startswith(tuple(f.get("Values", [])))]'),
    ])
