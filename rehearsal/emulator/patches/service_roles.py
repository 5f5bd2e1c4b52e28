"""A state machine's tasks and an event's targets may do what their roles allow; MiniStack never asks these roles.

Judged are the integrations that machines use, whose action and resource are in the task itself, and the start of a
state machine by a rule.
"""

import contextvars
import logging

import ministack.services.eventbridge as eventbridge
import ministack.services.stepfunctions as stepfunctions
from ministack.core.responses import get_account_id, get_region

from authorization import authorize_role

from .expect import wrap

logger = logging.getLogger("rehearsal.roles")

_role = contextvars.ContextVar("rehearsal_machine_role", default=None)


def call_of(resource, arguments):
    """(service, IAM action, resource ARN) of a task's call; None for what isn't judged."""
    service, _, operation = resource.removeprefix("arn:aws:states:::").partition(":")
    operation = operation.split(".")[0]
    place = f"{get_region()}:{get_account_id()}"
    if (service, operation) == ("lambda", "invoke"):
        name = arguments.get("FunctionName", "")
        arn = name if name.startswith("arn:") else f"arn:aws:lambda:{place}:function:{name}"
        return "Lambda", "lambda:InvokeFunction", arn
    if (service, operation) == ("states", "startExecution"):
        return "StepFunctions", "states:StartExecution", arguments.get("StateMachineArn", "")
    if (service, operation) == ("sns", "publish"):
        return "SNS", "sns:Publish", arguments.get("TopicArn", "")
    return None


def install(_clock):
    @wrap(stepfunctions, "_run_execution", "(exec_arn)")
    def run_execution(original, exec_arn):
        execution = stepfunctions._executions.get(exec_arn)
        machine = stepfunctions._state_machines.get(execution["stateMachineArn"]) if execution else None
        token = _role.set(machine["roleArn"] if machine else None)
        try:
            original(exec_arn)
        finally:
            _role.reset(token)

    @wrap(stepfunctions, "_invoke_resource", "(resource, input_data)")
    def invoke_resource(original, resource, input_data):
        _check(resource, input_data)
        return original(resource, input_data)

    @wrap(stepfunctions, "_invoke_with_callback", "(resource, input_data, token, state_def)")
    def invoke_with_callback(original, resource, input_data, token, state_def):
        _check(resource, input_data)
        return original(resource, input_data, token, state_def)

    @wrap(eventbridge, "_invoke_target", "(target, event, rule, view=None)")
    def invoke_target(original, target, event, rule, view=None):
        arn = target.get("Arn", "")
        if ":stateMachine:" in arn:
            role = target.get("RoleArn")
            refusal = _refusal(role, "states:StartExecution", arn) if role else "the target has no RoleArn"
            if refusal:
                logger.error("an event for %s was not delivered: %s", arn, refusal)
                return None
        return original(target, event, rule, view)


def _check(resource, arguments):
    call = call_of(resource, arguments if isinstance(arguments, dict) else {})
    if call is not None:
        require(*call)


def require(service, action, arn):
    """Fails the task whose machine's role doesn't allow this."""
    if _role.get() is None:
        return
    refusal = _refusal(_role.get(), action, arn)
    if refusal:
        # The name that AWS gives to a refused Lambda call; those of the other services are built alike.
        name = "AWSLambdaException" if service == "Lambda" else "AccessDeniedException"
        raise stepfunctions._ExecutionError(f"{service}.{name}", f"not authorized to perform {action}: {refusal}")


def _refusal(role, action, arn):
    decision = authorize_role(role, action, arn)
    return None if decision.allowed else decision.reason
