"""Asynchronous invocations wait, are tried again and grow too old as Lambda's do: SPEC.md, "Asynchronous calls".

MiniStack takes a throttled call for a failed one, goes by the configuration that the function had at first, and goes
on with a function that is gone.
"""

import contextvars

import ministack.services.lambda_svc as lambda_svc

from clock import CountedThread
from unchanged import keep_result

from .expect import replace_function

# Source of the numbers: Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation".
AFTER_FAILURE_SECONDS = (60, 120)
FIRST_AFTER_THROTTLE_SECONDS = 1
LONGEST_AFTER_THROTTLE_SECONDS = 300
DEFAULT_RETRIES = 2
DEFAULT_MAX_AGE_SECONDS = 21_600


def install(clock):
    @replace_function(lambda_svc, "invoke_async_with_retry", sha256="289fe4d3cbd4089b")
    def invoke_async_with_retry(func, event):
        call = _Call(clock, func, event)
        CountedThread(clock, target=contextvars.copy_context().run, args=(call.run,),
                      name="asynchronous invocation").start()


class _Call:
    """One call on its way: from its acceptance until it is done, given up, or dropped with its function."""

    def __init__(self, clock, func, event):
        self._clock = clock
        self._event = event
        self._config = func.get("config") or func
        self._accepted = clock.now()
        self._failures = 0
        self._throttles = 0

    def run(self):
        account, region = lambda_svc._account_region_from_function_config(self._config)
        lambda_svc._request_account_id.set(account)
        lambda_svc._request_region.set(region)
        while True:
            func = self._function()
            if func is None:
                return
            result = lambda_svc._execute_function(func, self._event)
            keep_result(self._config["FunctionName"], self._event, None if result.get("error") else result.get("body"))
            if not result.get("error"):
                return
            delay = self._delay(result)
            # What was said of the function meanwhile counts.
            func = self._function()
            if func is None:
                return
            if delay is None or self._is_given_up(func, delay):
                self._keep(func, result)
                return
            self._clock.sleep(delay)

    def _function(self):
        """The function as it is now, in the version that was called; None where it is gone."""
        name = self._config["FunctionName"]
        func = lambda_svc._functions.get(name)
        return None if func is None else lambda_svc._execution_record_for_config(func, self._config)

    def _delay(self, result):
        """Seconds until the next try; None where Lambda makes none of itself."""
        if result.get("throttle"):
            self._throttles += 1
            return min(FIRST_AFTER_THROTTLE_SECONDS * 2 ** (self._throttles - 1), LONGEST_AFTER_THROTTLE_SECONDS)
        self._failures += 1
        self._throttles = 0
        return AFTER_FAILURE_SECONDS[self._failures - 1] if self._failures <= len(AFTER_FAILURE_SECONDS) else None

    def _is_given_up(self, func, delay):
        limits = _limits(func)
        retries = limits.get("MaximumRetryAttempts", DEFAULT_RETRIES)
        max_age = limits.get("MaximumEventAgeInSeconds", DEFAULT_MAX_AGE_SECONDS)
        return self._failures > retries or self._clock.now() + delay - self._accepted > max_age

    def _keep(self, func, result):
        on_failure = (_limits(func).get("DestinationConfig") or {}).get("OnFailure", {}).get("Destination")
        target = on_failure or (self._config.get("DeadLetterConfig") or {}).get("TargetArn")
        if target:
            lambda_svc._route_async_failure(target, self._config["FunctionName"], self._event, result)


def _limits(func):
    """The event-invoke configuration of the function, or of its latest version, which is the same."""
    configurations = func.get("event_invoke_configs") or {}
    return configurations.get("$LATEST") or configurations.get("") or {}
