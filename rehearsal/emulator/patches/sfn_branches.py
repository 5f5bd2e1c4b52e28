"""Parallel and Map as on AWS: a failing branch ends its siblings, each branch has variables and a context of its
own, Parallel's Arguments, Output and Assign mean something, and the history tells what happens inside.

In MiniStack the siblings of a failed branch run to their end (a soak of a day, say), branches of a Parallel
overwrite each other's `$states.context` and variables, a JSONata Parallel ignores its own fields, and the history
has no event from inside a branch.
Rules: Amazon States Language, "Parallel State", "Map State"; Step Functions developer guide, "Workflow variables".
"""

import contextlib
import copy
import threading

import ministack.services.stepfunctions as stepfunctions

from waits import Scope, WaitCancelled, current_scope

from .expect import replace_text, wrap

_history_lock = threading.Lock()
# In a branch and in an item alike.
_END_SIBLINGS = ("            errors[idx] = exc\n",
                 "            errors[idx] = exc\n            _rehearsal_end_scope(scope)\n")


@contextlib.contextmanager
def branches(ctx):
    """Within it, threads are made that belong to a scope of their own; yields that scope."""
    scope = Scope(f"a branch of {ctx['State']['Name']}", parent=current_scope.get())
    token = current_scope.set(scope)
    try:
        yield scope
    finally:
        current_scope.reset(token)


def install(clock):
    _end_siblings(clock)
    _parallel_fields()
    _history_inside()


def _end_siblings(clock):
    # The new blocks are indented by less than a step, so that the lines within them may stay as they are.
    replace_text(
        stepfunctions,
        "_run_parallel_branches",
        [
            _END_SIBLINGS,
            ("    threads = [\n", "    with _rehearsal_branches(ctx) as scope:\n     threads = [\n"),
            ("                effective, execution, ctx)\n",
             "                copy.deepcopy(effective), execution, copy.deepcopy(ctx))\n"),
        ],
        _rehearsal_branches=branches,
        _rehearsal_end_scope=clock.end_scope,
    )
    replace_text(
        stepfunctions,
        "_run_map_items",
        [
            _END_SIBLINGS,
            ("        futs = [\n", "       with _rehearsal_branches(ctx) as scope:\n        futs = [\n"),
            ("        futures_wait(futs)\n", "       futures_wait(futs)\n"),
        ],
    )


def _parallel_fields():
    replace_text(
        stepfunctions,
        "_run_parallel_branches",
        [
            ("    effective = _apply_parameters(state_def, effective, ctx)\n",
             "    is_jsonata = _state_query_language(state_def, ctx) == 'JSONata'\n"
             "    if is_jsonata:\n"
             "        effective = _apply_jsonata_arguments(state_def, raw_input, ctx)\n"
             "    else:\n"
             "        effective = _apply_parameters(state_def, effective, ctx)\n"),
            ("    result = _apply_result_selector(state_def, results)\n",
             "    if is_jsonata:\n"
             "        output = _apply_jsonata_output(state_def, raw_input, ctx, result=results, default=results)\n"
             "        _apply_state_assign(state_def, raw_input, ctx, result=results)\n"
             "        return output, _next_or_end(state_def)\n"
             "    result = _apply_result_selector(state_def, results)\n"),
        ],
    )


def _history_inside():
    @wrap(stepfunctions, "_add_event", "(execution, event_type, details=None)")
    def add_event(original, execution, event_type, details=None):
        # Branches add to one history at the same time, and an event's id is its place in it.
        with _history_lock:
            return original(execution, event_type, details)

    def entered(execution, state_type, name, state_input):
        scope = current_scope.get()
        if scope is not None and scope.is_over():
            raise WaitCancelled(f"{scope.name} has ended")
        stepfunctions._add_event(execution, f"{state_type}StateEntered",
                                 {"stateEnteredEventDetails": {"name": name, "input": state_input}})

    def exited(execution, state_type, name, output):
        stepfunctions._add_event(execution, f"{state_type}StateExited",
                                 {"stateExitedEventDetails": {"name": name, "output": output}})

    replace_text(
        stepfunctions,
        "_run_sub_machine",
        [
            ('"EnteredTime": now_iso(), "RetryCount": 0}\n',
             '"EnteredTime": now_iso(), "RetryCount": 0}\n'
             "        _rehearsal_entered(execution, state_type, current_name, json.dumps(current_input))\n"
             "        entered_name = current_name\n"),
            ("            return _apply_output_path(state_def,\n"
             "                                      _apply_input_path(state_def, current_input, ctx), ctx)\n",
             "            output = _apply_output_path(state_def,\n"
             "                                        _apply_input_path(state_def, current_input, ctx), ctx)\n"
             "            _rehearsal_exited(execution, state_type, entered_name, json.dumps(output))\n"
             "            return output\n"),
            ("            current_input, current_name = handler_fn(\n"
             "                state_def, current_input, ctx)\n",
             "            current_input, current_name = handler_fn(\n"
             "                state_def, current_input, ctx)\n"
             "        _rehearsal_exited(execution, state_type, entered_name, json.dumps(current_input))\n"),
        ],
        _rehearsal_entered=entered,
        _rehearsal_exited=exited,
    )
