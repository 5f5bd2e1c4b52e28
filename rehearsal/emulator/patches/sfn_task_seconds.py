"""TimeoutSeconds and HeartbeatSeconds of a task may be expressions (JSONata) or paths (…Path); MiniStack takes
the text of an expression for a number, and ignores paths.

Rule: Amazon States Language, "Timeouts and Heartbeats".
"""

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text


def resolve_seconds(state_def, raw_input, ctx):
    """The state with its times as numbers."""
    resolved = dict(state_def)
    for field in ("TimeoutSeconds", "HeartbeatSeconds"):
        if stepfunctions._state_query_language(state_def, ctx) == "JSONata":
            if field in state_def:
                resolved[field] = stepfunctions._jsonata_state_field(state_def, field, "number", raw_input, ctx)
        elif f"{field}Path" in state_def:
            resolved[field] = stepfunctions._resolve_path_or_ctx(state_def[f"{field}Path"], raw_input, ctx)
    return resolved


def install(_clock):
    replace_text(
        stepfunctions,
        "_execute_task",
        [('            _add_event(execution, "TaskScheduled", {\n',
          "            state_def = _rehearsal_resolve_seconds(state_def, raw_input, ctx)\n"
          '            _add_event(execution, "TaskScheduled", {\n')],
        _rehearsal_resolve_seconds=resolve_seconds,
    )
