"""A task's TimeoutSeconds and HeartbeatSeconds may be JSONata expressions.

MiniStack takes the expression itself for the number.
Rule: Step Functions developer guide, "Task workflow state": in JSONata, each is a positive integer or an expression that
comes to one, 99,999,999 at most; HeartbeatSeconds is less than TimeoutSeconds.
"""

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text

LONGEST_SECONDS = 99_999_999
FIELDS = ("TimeoutSeconds", "HeartbeatSeconds")


def with_timeouts(state, raw_input, ctx):
    """The state, with its time-outs as numbers."""
    given = {field: _seconds(state, field, raw_input, ctx) for field in FIELDS if field in state}
    timeout = given.get("TimeoutSeconds", LONGEST_SECONDS)
    if "HeartbeatSeconds" in given and given["HeartbeatSeconds"] >= timeout:
        raise stepfunctions._ExecutionError(
            "States.Runtime",
            f"HeartbeatSeconds ({given['HeartbeatSeconds']}) must be less than TimeoutSeconds ({timeout}).")
    return {**state, **given}


def _seconds(state, field, raw_input, ctx):
    if not isinstance(state[field], str):
        return state[field]
    seconds = stepfunctions._jsonata_state_field(state, field, "number", raw_input, ctx)
    if seconds != int(seconds) or not 0 < seconds <= LONGEST_SECONDS:
        raise stepfunctions._ExecutionError(
            "States.QueryEvaluationError",
            f"The JSONata expression specified for the field '{field}' returned {seconds}, which is no positive "
            f"integer up to {LONGEST_SECONDS}.")
    return int(seconds)


def install(_clock):
    replace_text(
        stepfunctions,
        "_execute_task",
        [("                effective = _apply_jsonata_arguments(state_def, raw_input, ctx)\n",
          "                effective = _apply_jsonata_arguments(state_def, raw_input, ctx)\n"
          "                state_def = _rehearsal_with_timeouts(state_def, raw_input, ctx)\n")],
        _rehearsal_with_timeouts=with_timeouts,
    )
