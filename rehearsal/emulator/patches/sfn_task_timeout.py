"""A task's TimeoutSeconds counts on the rehearsal's clock.

While a function works, the clock runs normally and this is the same as real time. While one is parked it isn't:
the time-out then comes when the rehearsal's time has passed.
"""

import contextvars

import ministack.services.stepfunctions as stepfunctions

from clock import CountedThread

from .expect import replace_function


def install(clock):
    @replace_function(stepfunctions, "_invoke_resource_with_timeout", sha256="faeed0bf70d53efc")
    def _invoke_resource_with_timeout(resource, input_data, timeout):
        finished = clock.signal()
        outcome = {}

        def run():
            try:
                outcome["result"] = stepfunctions._invoke_resource(resource, input_data)
            except BaseException as error:
                outcome["error"] = error
            finally:
                finished.set()

        CountedThread(clock, target=contextvars.copy_context().run, args=(run,), name="task").start()
        if not clock.wait_until(clock.now() + timeout, signal=finished):
            raise stepfunctions._ExecutionError("States.Timeout", f"Task timed out after {timeout} seconds")
        if "error" in outcome:
            raise outcome["error"]
        return outcome["result"]
