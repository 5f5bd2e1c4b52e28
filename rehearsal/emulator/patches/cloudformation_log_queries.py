"""CloudFormation saves queries of CloudWatch Logs; MiniStack refuses them, and with them the whole stack.

They are only kept here: nobody runs one. Whether its groups and fields exist is asked by /_rehearsal/log-queries and /_rehearsal/log-lines.
"""

import hashlib

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.cloudwatch as cloudwatch
import ministack.services.cloudwatch_logs as logs

from .expect import PatchMismatch

_TYPE = "AWS::Logs::QueryDefinition"

# By id.
_queries = {}


def log_queries():
    return [{"name": props["Name"], "query": props["QueryString"], "groups": list(props.get("LogGroupNames") or ())}
            for props in _queries.values()]


def log_lines(group):
    """What was logged in a group, as it was logged; None if there is no such group."""
    found = logs._log_groups.get(group)
    if found is None:
        return None
    return [event["message"] for stream in found["streams"].values() for event in stream["events"]]


def dashboards():
    """The bodies of dashboards, by their names."""
    return {name: cloudwatch._dashboards[name]["DashboardBody"] for name in cloudwatch._dashboards}


def metric_filters():
    """What would be counted in logs: MiniStack keeps filters, and makes no metrics of them."""
    return [{"group": each["logGroupName"], "pattern": each["filterPattern"], "namespace": made["metricNamespace"],
             "metricName": made["metricName"]}
            for key in logs._metric_filters
            for each in (logs._metric_filters[key],)
            for made in each["metricTransformations"]]


def install(_clock):
    if _TYPE in provisioners._RESOURCE_HANDLERS:
        raise PatchMismatch(f"MiniStack makes {_TYPE} by now: adapt this patch")

    def create(logical_id, props, stack_name):
        query_id = hashlib.sha256(f"{stack_name}:{logical_id}".encode()).hexdigest()[:32]
        return _put(query_id, props)

    def update(physical_id, old_props, new_props, stack_name):
        return _put(physical_id, new_props)

    def delete(physical_id, props):
        _queries.pop(physical_id, None)

    provisioners._RESOURCE_HANDLERS[_TYPE] = {"create": create, "update": update, "delete": delete}


def _put(query_id, props):
    _queries[query_id] = dict(props)
    return query_id, {"QueryDefinitionId": query_id}
