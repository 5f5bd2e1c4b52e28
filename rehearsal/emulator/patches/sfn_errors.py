"""Which errors Retry and Catch match, and the limits that end an execution.

MiniStack lets States.ALL catch what AWS never lets anybody catch, and knows no limits.
Rules: Step Functions developer guide, "Error names" (States.Runtime and States.DataLimitExceeded are terminal) and
"Quotas" (256 KiB of input or output, 25,000 events).
"""

import json

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text, wrap

TERMINAL = frozenset({"States.Runtime", "States.DataLimitExceeded"})
MAX_STATE_BYTES = 262_144
MAX_EVENTS = 25_000


def install(_clock):
    @wrap(stepfunctions, "_error_matches", "(error_equals, error)")
    def error_matches(original, error_equals, error):
        if error in TERMINAL:
            return error in error_equals
        return original(error_equals, error)

    replace_text(
        stepfunctions,
        "_run_execution",
        [("            _add_event(execution, f\"{state_type}StateExited\", {\n",
          "            _rehearsal_check_limits(execution, current_name, current_input)\n"
          "            _add_event(execution, f\"{state_type}StateExited\", {\n")],
        _rehearsal_check_limits=_check_limits,
    )


def _check_limits(execution, state, output):
    size = len(json.dumps(output, ensure_ascii=False, separators=(",", ":")).encode())
    if size > MAX_STATE_BYTES:
        raise stepfunctions._ExecutionError(
            "States.DataLimitExceeded",
            f"The state/task '{state}' returned a result with a size exceeding the maximum number of bytes service "
            f"limit: {size} bytes, at most {MAX_STATE_BYTES}")
    if len(execution["events"]) >= MAX_EVENTS:
        raise stepfunctions._ExecutionError(
            "States.Runtime", f"The execution reached the maximum number of history events ({MAX_EVENTS})")
