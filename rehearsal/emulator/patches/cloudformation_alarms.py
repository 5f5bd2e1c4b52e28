"""CloudFormation makes alarms on metric math; MiniStack refuses them, and with them the whole stack.

Such an alarm is only kept by its name: the rehearsal's alarms are judged outside (../../world), never by the emulator.
"""

import ministack.services.cloudformation.provisioners as provisioners
from ministack.core.responses import get_account_id, get_region

from .expect import PatchMismatch

_TYPE = "AWS::CloudWatch::Alarm"


def install(_clock):
    emulated = provisioners._RESOURCE_HANDLERS[_TYPE]
    if not {"create", "update", "delete"} <= emulated.keys():
        raise PatchMismatch(f"MiniStack has no handlers any more that make, change and delete {_TYPE}: adapt this patch")

    def create(logical_id, props, stack_name):
        if not props.get("Metrics"):
            return emulated["create"](logical_id, props, stack_name)
        name = props.get("AlarmName") or provisioners._physical_name(stack_name, logical_id, max_len=255)
        return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}

    def update(physical_id, old_props, new_props, stack_name, logical_id=None):
        if not old_props.get("Metrics") and not new_props.get("Metrics"):
            return emulated["update"](physical_id, old_props, new_props, stack_name, logical_id)
        delete(physical_id, old_props)
        return create(logical_id, new_props, stack_name)

    def delete(physical_id, props):
        if not props.get("Metrics"):
            emulated["delete"](physical_id, props)

    provisioners._RESOURCE_HANDLERS[_TYPE] = {
        **emulated, "create": create, "update": update, "update_with_logical_id": True, "delete": delete,
    }
