"""A state machine's own TimeoutSeconds ends the execution as TIMED_OUT; MiniStack ignores it.

Rule: Amazon States Language, "Top-level fields": past TimeoutSeconds the execution fails with States.Timeout.
"""

import contextvars
import json

import ministack.services.stepfunctions as stepfunctions

from .expect import wrap
from .sfn_execution_end import end_scope_of


def install(clock):
    @wrap(stepfunctions, "_run_execution", "(exec_arn)")
    def run_execution(original, exec_arn):
        execution = stepfunctions._executions.get(exec_arn)
        seconds = _timeout_seconds(execution)
        if seconds is None:
            return original(exec_arn)
        context = contextvars.copy_context()
        deadline = clock.call_at(
            clock.now() + seconds, lambda: context.run(_time_out, clock, execution), f"time-out of {exec_arn}")
        try:
            return original(exec_arn)
        finally:
            clock.end_scope(deadline)


def _timeout_seconds(execution):
    machine = stepfunctions._state_machines.get(execution["stateMachineArn"]) if execution else None
    return json.loads(machine["definition"]).get("TimeoutSeconds") if machine else None


def _time_out(clock, execution):
    if execution["status"] != "RUNNING":
        return
    execution.update(status="TIMED_OUT", error="States.Timeout", stopDate=stepfunctions.now_iso())
    stepfunctions._add_event(
        execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {"error": "States.Timeout"}})
    stepfunctions._emit_execution_status_event(execution)
    end_scope_of(clock, execution)
