"""A task that runs a state machine to its end (`states:startExecution.sync` and `.sync:2`) is as strict as AWS.

MiniStack runs whatever machine it is given, needs no right but that to start it, and lets it go on when the execution
that waits for it is stopped.
Rules: Step Functions developer guide, "IAM policies for calling nested workflows" and "Run a Job (.sync)".
"""

import ministack.services.stepfunctions as stepfunctions
from ministack.core.responses import get_account_id, get_region, new_uuid

from waits import current_scope

from .expect import wrap
from .service_roles import require
from .sfn_execution_end import child_of

# By its events Step Functions learns that an execution has ended.
_RULE = "StepFunctionsGetEventsForStepFunctionsExecutionRule"


def install(_clock):
    @wrap(stepfunctions, "_invoke_nested_start_execution_sync", "(resource, input_data)")
    def invoke_nested_start_execution_sync(original, resource, input_data):
        asked = input_data.get("StateMachineArn", "")
        machine = stepfunctions._state_machines.get(asked)
        if machine is None:
            return original(resource, input_data)
        name = input_data.get("Name") or new_uuid()
        execution = f"arn:aws:states:{get_region()}:{get_account_id()}:execution:{machine['name']}:{name}"
        _require_rights(execution)
        if machine.get("type") == "EXPRESS":
            raise stepfunctions._ExecutionError(
                "StepFunctions.StateMachineTypeNotSupportedException",
                f"{asked} is an express state machine: nobody can wait for the end of its executions")
        scope = current_scope.get()
        with child_of(scope.name if scope else None, execution):
            return original(resource, {**input_data, "Name": name})


def _require_rights(execution):
    for action in ("states:DescribeExecution", "states:StopExecution"):
        require("StepFunctions", action, execution)
    rule = f"arn:aws:events:{get_region()}:{get_account_id()}:rule/{_RULE}"
    for action in ("events:PutTargets", "events:PutRule", "events:DescribeRule"):
        require("StepFunctions", action, rule)
