"""A task that waits for its token fails when nobody has sent its heartbeat for HeartbeatSeconds: SPEC.md, Q60 and Q61.

MiniStack keeps when a heartbeat was sent, and does nothing with it. The texts replaced here are those of sfn_task_token and
sfn_timeout_expressions.
"""

import ministack.services.stepfunctions as stepfunctions

import unchanged

from .expect import replace_function, replace_text


class _Woken:
    """Waits for a moment, for the answer, or until somebody changes anything, whichever comes first."""

    def __init__(self, clock, event):
        self._clock = clock
        self._signal = clock.signal()
        self._answer = event.set
        event.set = self._answered
        unchanged.on_change(self._wake)

    def wait(self, due):
        self._clock.wait_until(due, signal=self._signal)
        self._signal = self._clock.signal()

    def end(self):
        unchanged.off_change(self._wake)

    def _answered(self):
        self._answer()
        self._wake()

    def _wake(self):
        self._signal.set()


def install(clock):
    def is_answered(event, token, state):
        """Waits for the answer; false when the task's time is over."""
        end = clock.now() + state.get("TimeoutSeconds", 99_999)
        allowed = state.get("HeartbeatSeconds")
        if allowed is None:
            return clock.wait_until(end, signal=event)
        task = stepfunctions._task_tokens[token]
        task["heartbeat"] = clock.now()
        woken = _Woken(clock, event)
        try:
            while not event.is_set():
                # As long as nothing changes, nobody need look.
                woken.wait(min(end, unchanged.passes_until(task["heartbeat"]) + allowed))
                if event.is_set() or clock.now() >= end:
                    return event.is_set()
                # Calls that were passed over would have sent it.
                task["heartbeat"] = unchanged.passed_since(task["heartbeat"])
                if clock.now() >= task["heartbeat"] + allowed:
                    raise stepfunctions._ExecutionError(
                        "States.HeartbeatTimeout", f"Task timed out waiting for a heartbeat for {allowed} seconds")
            return True
        finally:
            woken.end()

    replace_text(
        stepfunctions,
        "_invoke_with_callback",
        [("        answered = evt.wait(timeout=timeout)\n",
          "        answered = _rehearsal_is_answered(evt, token, state_def)\n")],
        _rehearsal_is_answered=is_answered,
    )

    @replace_function(stepfunctions, "_send_task_heartbeat", sha256="56879a4655d159a2")
    def _send_task_heartbeat(data):
        task = stepfunctions._task_tokens.get(data.get("taskToken"))
        if not task:
            return stepfunctions.error_response_json("TaskDoesNotExist", "Task token not found", 400)
        task["heartbeat"] = clock.now()
        return stepfunctions.json_response({})
