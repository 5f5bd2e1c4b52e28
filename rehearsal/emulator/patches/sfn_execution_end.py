"""An execution that has ended stays as it ended, and nothing of it goes on.

In MiniStack an aborted execution turns FAILED when a task of it fails later, its waits go on, and its branches
run to their end; here its waits are cancelled, none of its tasks begins any more, and what it waits for is stopped.
"""

import contextlib
import contextvars

import ministack.services.stepfunctions as stepfunctions

from waits import Scope, WaitCancelled, current_scope

from .expect import wrap

_scopes = {}
# By the ARN of an execution, those for whose end its tasks wait.
_children = {}


@contextlib.contextmanager
def child_of(parent, child):
    """While it lasts, `child` is stopped when `parent` ends."""
    children = _children.setdefault(parent, set())
    children.add(child)
    try:
        yield
    finally:
        children.discard(child)
        if not children:
            _children.pop(parent, None)


def end_scope_of(clock, execution):
    """Cancels all that still waits in an execution, and stops those for which its tasks wait."""
    for child in list(_children.get(execution["executionArn"], ())):
        stepfunctions._stop_execution({"executionArn": child})
    scope = _scopes.get(execution["executionArn"])
    if scope is not None:
        clock.end_scope(scope)


def install(clock):
    @wrap(stepfunctions, "_run_execution", "(exec_arn)")
    def run_execution(original, exec_arn):
        scope = _scopes[exec_arn] = Scope(exec_arn)
        contextvars.copy_context().run(_run_in_scope, scope, original, exec_arn)
        _scopes.pop(exec_arn, None)

    @wrap(stepfunctions, "_fail_execution", "(execution, error, cause)")
    def fail_execution(original, execution, error, cause):
        if execution["status"] == "RUNNING":
            original(execution, error, cause)
            end_scope_of(clock, execution)

    @wrap(stepfunctions, "_stop_execution", "(data)")
    def stop_execution(original, data):
        response = original(data)
        execution = stepfunctions._executions.get(data.get("executionArn"))
        if execution is not None and execution["status"] == "ABORTED":
            end_scope_of(clock, execution)
        return response

    @wrap(stepfunctions, "_execute_task", "(state_def, raw_input, execution, ctx)")
    def execute_task(original, state_def, raw_input, execution, ctx):
        scope = current_scope.get()
        if scope is not None and scope.is_over():
            raise WaitCancelled(f"{scope.name} has ended")
        return original(state_def, raw_input, execution, ctx)


def _run_in_scope(scope, run_execution, exec_arn):
    current_scope.set(scope)
    try:
        run_execution(exec_arn)
    except WaitCancelled:
        pass  # it was ended from outside; whoever ended it has recorded how
