""".waitForTaskToken: a call that fails fails the task, and no token outlives its task.

MiniStack swallows the error of a function that throws (the task then waits until its time-out), and still takes the
answer for an execution that was stopped.
Rule: Step Functions developer guide, "Wait for a Callback with the Task Token"; each attempt of a retried task has a
token of its own.
"""

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text


def install(_clock):
    replace_text(
        stepfunctions,
        "_invoke_with_callback",
        [
            ("            _call_lambda(func_ref, lambda_payload)\n        except _ExecutionError:\n            pass\n",
             "            _call_lambda(func_ref, lambda_payload)\n        except _ExecutionError:\n"
             "            _task_tokens.pop(token, None)\n            raise\n"),
            ("    if not evt.wait(timeout=timeout):\n",
             "    try:\n"
             "        answered = evt.wait(timeout=timeout)\n"
             "    except BaseException:\n"
             "        _task_tokens.pop(token, None)\n"
             "        raise\n"
             "    if not answered:\n"),
        ],
    )
    replace_text(
        stepfunctions,
        "_execute_task",
        [('        ctx["State"]["RetryCount"] = sum(retry_counts.values())\n',
          '        ctx["State"]["RetryCount"] = sum(retry_counts.values())\n'
          "        if is_callback and retry_counts:\n"
          '            ctx["Task"] = {"Token": new_uuid()}\n')],
    )
