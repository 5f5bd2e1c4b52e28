"""CloudFormation deletes only what its service lets go; MiniStack takes protected tables and full buckets away.

Rules: DynamoDB's DeleteTable refuses a table with deletion protection, S3's DeleteBucket one with objects, and CloudFormation's
deletion fails with it: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
"""

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.dynamodb as dynamodb
import ministack.services.s3 as s3

from .expect import PatchMismatch


def install(_clock):
    for name, refusal in {"AWS::DynamoDB::Table": _of_table, "AWS::S3::Bucket": _of_bucket}.items():
        handlers = provisioners._RESOURCE_HANDLERS[name]
        if not {"create", "delete"} <= handlers.keys():
            raise PatchMismatch(f"MiniStack has no handlers any more that make and delete {name}: adapt this patch")
        handlers["delete"] = _unless_refused(handlers["delete"], refusal)


def _unless_refused(delete, refusal):
    def deleted(physical_id, props):
        reason = refusal(physical_id)
        if reason:
            raise ValueError(reason)
        return delete(physical_id, props)

    return deleted


def _of_table(name):
    if (dynamodb._tables.get(name) or {}).get("DeletionProtectionEnabled"):
        return f"Resource cannot be deleted as it is currently protected against deletion: Table: {name}"
    return None


def _of_bucket(name):
    if (s3._buckets.get(name) or {}).get("objects") or s3._bucket_has_versions(name):
        return f"The bucket you tried to delete is not empty: {name}"
    return None
