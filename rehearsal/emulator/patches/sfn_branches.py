"""Parallel as on AWS: each branch has variables and a context of its own, one that fails stops the others, and the history
tells what happens inside.

In MiniStack the branches of a Parallel overwrite each other's `$states.context` and variables, all run to their end, and the
history has no event from inside a branch.
Rules: Amazon States Language, "Parallel State"; Step Functions developer guide, "Workflow variables".
"""

import threading

import ministack.services.stepfunctions as stepfunctions

from waits import Scope, WaitCancelled, current_scope

from .expect import replace_text, wrap

_history_lock = threading.Lock()


def install(clock):
    def branches():
        parent = current_scope.get()
        # What belongs to the execution is found by its name.
        return Scope(parent.name if parent else "branches", parent)

    replace_text(
        stepfunctions,
        "_run_parallel_branches",
        [("    def run_branch(idx, branch):\n"
          "        try:\n",
          "    scope = _rehearsal_branches()\n\n"
          "    def run_branch(idx, branch):\n"
          "        _rehearsal_scope.set(scope)\n"
          "        try:\n"),
         ("                effective, execution, ctx)\n",
          "                copy.deepcopy(effective), execution, copy.deepcopy(ctx))\n"),
         ("            errors[idx] = exc\n",
          "            errors[idx] = exc\n"
          "            _rehearsal_end(scope)\n")],
        _rehearsal_branches=branches,
        _rehearsal_scope=current_scope,
        _rehearsal_end=clock.end_scope,
    )
    _history_inside()


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
