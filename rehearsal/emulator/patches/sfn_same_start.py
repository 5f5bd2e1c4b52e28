"""Starting a running execution again, with the same name and input, gives the running one; MiniStack refuses it.

Rule: StartExecution API reference: idempotent for Standard workflows while the execution runs and the input is
the same; otherwise ExecutionAlreadyExists.
"""

import json

import ministack.services.stepfunctions as stepfunctions
from ministack.core.responses import json_response

from .expect import wrap


def install(_clock):
    @wrap(stepfunctions, "_start_execution", "(data)")
    def start_execution(original, data):
        response = original(data)
        status, _, body = response
        if status == 200 or "ExecutionAlreadyExists" not in json.loads(body).get("__type", ""):
            return response
        running = _running(data)
        if running is None or running["input"] != data.get("input", "{}"):
            return response
        return json_response({"executionArn": running["executionArn"], "startDate": running["startDate"]})


def _running(data):
    machine = stepfunctions._resolve_state_machine_arn(data["stateMachineArn"].split("#")[0])
    for execution in stepfunctions._executions.values():
        if (execution["stateMachineArn"], execution["name"]) == (machine, data["name"]):
            return execution if execution["status"] == "RUNNING" else None
    return None
