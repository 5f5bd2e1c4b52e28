"""CloudFormation makes Route 53's health checks; MiniStack refuses them, and with them the whole stack.

They are only kept here, with what the emulator knows of their alarms: whether they are healthy is the world's to say
(../../route53), which asks for them by /_rehearsal/health-checks.
"""

import hashlib

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.cloudwatch as cloudwatch

from .expect import PatchMismatch

_TYPE = "AWS::Route53::HealthCheck"
_NUMBERS = ("HealthThreshold", "Port", "FailureThreshold", "RequestInterval")
_TRUTHS = ("Inverted", "Disabled", "MeasureLatency", "EnableSNI")
_COPIED = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Dimensions", "Period", "EvaluationPeriods",
           "Threshold", "ComparisonOperator", "Metrics")

# By id.
_checks = {}


def health_checks():
    """Each after its children, with its settings, and what its alarm was then if the emulator has that: alarms of templates."""
    ordered = {}

    def place(health_check_id):
        check = _checks.get(health_check_id)
        if check is None or health_check_id in ordered:
            return
        for child in check["config"].get("ChildHealthChecks", ()):
            place(child)
        ordered[health_check_id] = check

    for health_check_id in list(_checks):
        place(health_check_id)
    return list(ordered.values())


def install(_clock):
    if _TYPE in provisioners._RESOURCE_HANDLERS:
        raise PatchMismatch(f"MiniStack makes {_TYPE} by now: adapt this patch")

    def create(logical_id, props, stack_name):
        return _put(_id_of(stack_name, logical_id), props)

    def update(physical_id, old_props, new_props, stack_name):
        return _put(physical_id, new_props)

    def delete(physical_id, props):
        _checks.pop(physical_id, None)

    provisioners._RESOURCE_HANDLERS[_TYPE] = {
        "create": create, "update": update, "delete": delete,
    }


def _put(health_check_id, props):
    config = dict(props["HealthCheckConfig"])
    for name in _NUMBERS:
        if name in config:
            config[name] = int(config[name])
    for name in _TRUTHS:
        if name in config:
            config[name] = str(config[name]).lower() == "true"
    named = (config.get("AlarmIdentifier") or {}).get("Name")
    alarm = cloudwatch._alarms.get(named) if named else None
    copied = {name: alarm[name] for name in _COPIED if alarm.get(name) is not None} if alarm else None
    _checks[health_check_id] = {"id": health_check_id, "config": config, "alarm": copied}
    return health_check_id, {"HealthCheckId": health_check_id}


def _id_of(stack_name, logical_id):
    """As Route 53's look, but the same at each deployment (../../values/own-names.ts)."""
    digits = hashlib.sha256(f"{stack_name}:{logical_id}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
