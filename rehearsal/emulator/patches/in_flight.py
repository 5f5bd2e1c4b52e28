"""Knows which function is in flight, so that one that is held on purpose can be parked (see Work.park)."""

import itertools
import threading

import ministack.core.lambda_runtime as lambda_runtime

from .expect import wrap
from .function_waits import this_thread


class Invocation:
    def __init__(self, number, request_id, function, access_key):
        self.number = number
        self.request_id = request_id
        self.function = function
        self.access_key = access_key
        # What the function does; None until it is called.
        self.call = None

    @property
    def parked(self):
        return self.call is not None and self.call.parked

    def describe(self):
        return {"requestId": self.request_id, "function": self.function, "key": self.access_key,
                "parked": self.parked}


class InFlight:
    def __init__(self):
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._invocations = {}

    def begin(self, request_id, config):
        access_key = lambda_runtime.execution_credentials(config)["AWS_ACCESS_KEY_ID"]
        invocation = Invocation(next(self._numbers), request_id, config.get("FunctionName", ""), access_key)
        this_thread.invocation = invocation
        with self._lock:
            self._invocations[invocation.number] = invocation
        return invocation

    def end(self, invocation):
        with self._lock:
            del self._invocations[invocation.number]
            self._set_parked(invocation, False)

    def list(self):
        with self._lock:
            return [invocation.describe() for invocation in self._invocations.values()]

    def park(self, request_id=None, key=None):
        return self._change(request_id, key, True)

    def unpark(self, request_id=None, key=None):
        return self._change(request_id, key, False)

    def _change(self, request_id, key, parked):
        """Parks or unparks the longest-running invocation that matches; returns it, or None."""
        with self._lock:
            for invocation in self._invocations.values():
                wanted = request_id == invocation.request_id if request_id else key == invocation.access_key
                if wanted and invocation.parked != parked:
                    self._set_parked(invocation, parked)
                    return invocation.describe()
        return None

    def _set_parked(self, invocation, parked):
        if invocation.call is not None and invocation.parked != parked:
            (invocation.call.park if parked else invocation.call.unpark)()


def install(_clock):
    in_flight = InFlight()

    @wrap(lambda_runtime.Worker, "invoke",
          "(self, event, request_id, *, trace_id=None, depth=None, durable=None, invoked_function_arn=None)")
    def invoke(original, worker, event, request_id, **options):
        invocation = in_flight.begin(request_id, worker.config)
        try:
            return original(worker, event, request_id, **options)
        finally:
            in_flight.end(invocation)

    return in_flight
