""".waitForTaskToken: time-outs and heartbeats count on the rehearsal's clock, and a call that fails fails the task.

MiniStack swallows the error of a function that throws (the task then waits until its time-out), ignores
HeartbeatSeconds, and gives up after 27 hours where no TimeoutSeconds is written.
Rule: Step Functions developer guide, "Wait for a Callback with the Task Token" and "Error names"; the default of
TimeoutSeconds is 99999999; each attempt of a retried task has a token of its own.
"""

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text

DEFAULT_TIMEOUT_SECONDS = 99_999_999


def install(clock):
    def wait_for_callback(info, state_def):
        """Raises States.Timeout or States.HeartbeatTimeout unless the callback comes first."""
        deadline = clock.now() + state_def.get("TimeoutSeconds", DEFAULT_TIMEOUT_SECONDS)
        while not clock.wait_until(min(deadline, _heartbeat_due(clock, info, state_def, deadline)), info["event"]):
            if clock.now() >= deadline:
                raise stepfunctions._ExecutionError("States.Timeout", "Task timed out waiting for callback")
            if clock.now() >= _heartbeat_due(clock, info, state_def, deadline):
                raise stepfunctions._ExecutionError(
                    "States.HeartbeatTimeout",
                    f"No heartbeat came for {state_def['HeartbeatSeconds']} seconds")

    replace_text(
        stepfunctions,
        "_invoke_with_callback",
        [
            ("            _call_lambda(func_ref, lambda_payload)\n        except _ExecutionError:\n            pass\n",
             "            _call_lambda(func_ref, lambda_payload)\n        except _ExecutionError:\n"
             "            _task_tokens.pop(token, None)\n            raise\n"),
            ('    timeout = state_def.get("TimeoutSeconds", 99999)\n'
             "    if not evt.wait(timeout=timeout):\n"
             "        _task_tokens.pop(token, None)\n"
             '        raise _ExecutionError("States.Timeout",\n'
             '                              "Task timed out waiting for callback")\n',
             "    try:\n"
             "        _rehearsal_wait_for_callback(_task_tokens[token], state_def)\n"
             "    except BaseException:\n"
             "        _task_tokens.pop(token, None)\n"
             "        raise\n"),
        ],
        _rehearsal_wait_for_callback=wait_for_callback,
    )
    replace_text(
        stepfunctions,
        "_send_task_heartbeat",
        [('info["heartbeat"] = now_iso()', 'info["heartbeat"] = time.time()')],
    )
    replace_text(
        stepfunctions,
        "_execute_task",
        [('        ctx["State"]["RetryCount"] = sum(retry_counts.values())\n',
          '        ctx["State"]["RetryCount"] = sum(retry_counts.values())\n'
          "        if is_callback and retry_counts:\n"
          '            ctx["Task"] = {"Token": new_uuid()}\n')],
    )


def _heartbeat_due(clock, info, state_def, deadline):
    seconds = state_def.get("HeartbeatSeconds")
    if seconds is None:
        return deadline
    info["heartbeat"] = info["heartbeat"] or clock.now()
    return info["heartbeat"] + seconds
