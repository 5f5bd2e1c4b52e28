"""CloudFormation accepts every alarm, and keeps them as the template has them for the world, which computes them.

MiniStack refuses composite alarms and metric math, and judges the others only when somebody puts data. The
rehearsal's alarms are judged outside, so what counts here is what was deployed: `deployed` has it.
"""

import ministack.services.cloudformation.provisioners as provisioners
from ministack.core.responses import get_account_id, get_region

from .expect import PatchMismatch

# By name: {name, arn, type: "metric" | "composite", stack, logicalId, properties}.
_alarms = {}


def deployed():
    """The alarms that stacks have made, with their properties as CloudFormation resolved them."""
    return sorted(_alarms.values(), key=lambda alarm: alarm["name"])


def install(_clock):
    handlers = provisioners._RESOURCE_HANDLERS
    if "AWS::CloudWatch::CompositeAlarm" in handlers:
        raise PatchMismatch("MiniStack makes composite alarms itself now: remove that part of this patch")
    emulated = handlers["AWS::CloudWatch::Alarm"]
    handlers["AWS::CloudWatch::Alarm"] = _recorded("metric", emulated)
    handlers["AWS::CloudWatch::CompositeAlarm"] = _recorded("composite", None)


def _recorded(kind, emulated):
    """The emulator's own handler, where it can make the alarm, and a record of every one."""

    def create(logical_id, props, stack_name):
        if _is_emulated(emulated, props):
            name, attributes = emulated["create"](logical_id, props, stack_name)
        else:
            name = props.get("AlarmName") or provisioners._physical_name(stack_name, logical_id, max_len=255)
            attributes = {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}
        return _record(kind, name, attributes, logical_id, stack_name, props)

    def update(physical_id, old_props, new_props, stack_name, logical_id=None):
        if new_props.get("AlarmName", physical_id) != physical_id:
            delete(physical_id, old_props)
            return create(logical_id, new_props, stack_name)
        if _is_emulated(emulated, old_props) and _is_emulated(emulated, new_props):
            name, attributes = emulated["update"](physical_id, old_props, new_props, stack_name, logical_id)
            return _record(kind, name, attributes, logical_id, stack_name, new_props)
        delete(physical_id, old_props)
        return create(logical_id, new_props, stack_name)

    def delete(physical_id, props):
        if _is_emulated(emulated, props):
            emulated["delete"](physical_id, props)
        _alarms.pop(physical_id, None)

    return {"create": create, "update": update, "update_with_logical_id": True, "delete": delete}


def _is_emulated(emulated, props):
    return emulated is not None and not props.get("Metrics")


def _record(kind, name, attributes, logical_id, stack_name, props):
    _alarms[name] = {"name": name, "arn": attributes["Arn"], "type": kind, "stack": stack_name,
                     "logicalId": logical_id, "properties": props}
    return name, attributes
