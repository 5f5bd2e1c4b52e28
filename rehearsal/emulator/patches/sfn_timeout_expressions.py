"""A task's TimeoutSeconds may be a JSONata expression.

MiniStack takes the expression itself for the number.
Rule: Step Functions developer guide, "Task workflow state": in JSONata, TimeoutSeconds is a positive integer or an
expression that comes to one, 99,999,999 at most.
"""

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text

LONGEST_SECONDS = 99_999_999


def with_timeout(state, raw_input, ctx):
    """The state, with its time-out as a number."""
    if not isinstance(state.get("TimeoutSeconds"), str):
        return state
    seconds = stepfunctions._jsonata_state_field(state, "TimeoutSeconds", "number", raw_input, ctx)
    if seconds != int(seconds) or not 0 < seconds <= LONGEST_SECONDS:
        raise stepfunctions._ExecutionError(
            "States.QueryEvaluationError",
            f"The JSONata expression specified for the field 'TimeoutSeconds' returned {seconds}, which is no positive "
            f"integer up to {LONGEST_SECONDS}.")
    return {**state, "TimeoutSeconds": int(seconds)}


def install(_clock):
    replace_text(
        stepfunctions,
        "_execute_task",
        [("                effective = _apply_jsonata_arguments(state_def, raw_input, ctx)\n",
          "                effective = _apply_jsonata_arguments(state_def, raw_input, ctx)\n"
          "                state_def = _rehearsal_with_timeout(state_def, raw_input, ctx)\n")],
        _rehearsal_with_timeout=with_timeout,
    )
