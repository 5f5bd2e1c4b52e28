"""CloudFormation types that MiniStack refuses, and with them the whole stack.

Event archives are made by the emulator's own API. Saved log queries are only kept: nothing that runs reads them.
"""

import json

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.eventbridge as eventbridge
from ministack.core.responses import new_uuid

from .expect import PatchMismatch


def install(_clock):
    additions = {
        "AWS::Events::Archive": {"create": _create_archive, "delete": _delete_archive},
        "AWS::Logs::QueryDefinition": {"create": _keep, "update": _keep_on, "delete": lambda *_: None},
    }
    for name, handlers in additions.items():
        if name in provisioners._RESOURCE_HANDLERS:
            raise PatchMismatch(f"MiniStack makes {name} itself now: remove that part of this patch")
        provisioners._RESOURCE_HANDLERS[name] = handlers


def _create_archive(logical_id, props, stack_name):
    name = props.get("ArchiveName") or provisioners._physical_name(stack_name, logical_id, max_len=48)
    pattern = props.get("EventPattern", "")
    request = {
        "ArchiveName": name,
        "EventSourceArn": props["SourceArn"],
        "Description": props.get("Description", ""),
        "EventPattern": json.dumps(pattern) if isinstance(pattern, dict) else pattern,
        "RetentionDays": int(props.get("RetentionDays", 0)),
    }
    status, _, body = eventbridge._create_archive(request)
    answer = json.loads(body)
    if status != 200:
        raise ValueError(f"{answer.get('__type')}: {answer.get('message')}")
    return name, {"Arn": answer["ArchiveArn"], "ArchiveName": name}


def _delete_archive(physical_id, _props):
    eventbridge._delete_archive({"ArchiveName": physical_id})


def _keep(_logical_id, _props, _stack_name):
    identifier = new_uuid()
    return identifier, {"QueryDefinitionId": identifier}


def _keep_on(physical_id, _old_props, _new_props, _stack_name):
    return physical_id, {"QueryDefinitionId": physical_id}
