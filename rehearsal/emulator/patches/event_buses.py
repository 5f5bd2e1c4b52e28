"""A rule of a template is on the event bus that it names, also on a partner's: SPEC.md, "Event buses".

MiniStack makes it on any bus, but neither changes it nor has others put rules there, for it knows no such bus. Only partners make theirs.
"""

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.eventbridge as eventbridge

from .expect import PatchMismatch

_TYPE = "AWS::Events::Rule"


def install(_clock):
    emulated = provisioners._RESOURCE_HANDLERS[_TYPE]
    if not {"create", "update", "delete"} <= emulated.keys():
        raise PatchMismatch(f"MiniStack has no handlers any more that make, change and delete {_TYPE}: adapt this patch")

    def create(logical_id, props, stack_name):
        _have_bus_of(props)
        return emulated["create"](logical_id, props, stack_name)

    def update(physical_id, old_props, new_props, stack_name, logical_id=None):
        _have_bus_of(new_props)
        return emulated["update"](physical_id, old_props, new_props, stack_name, logical_id)

    provisioners._RESOURCE_HANDLERS[_TYPE] = {**emulated, "create": create, "update": update}


def _have_bus_of(props):
    bus = provisioners._eb_rule_bus_name(props)
    if bus not in eventbridge._event_buses:
        eventbridge._create_event_bus({"Name": bus})
