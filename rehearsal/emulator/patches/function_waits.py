"""A function of Node.js that only sleeps waits on the rehearsal's clock, and Lambda's time-out counts on it, too.

MiniStack counts real time for the time-out. Rules: SPEC.md, "A function that sleeps".
"""

import contextlib
import os
import socket
import struct
import threading
import weakref

import ministack.core.lambda_runtime as lambda_runtime

from clock import CountedThread
from waits import current_scope

from .expect import Module, replace_in_constant, replace_text

# A moment in seconds may come out smaller than the milliseconds that it was made of.
ROUNDING_MS = 0.001

_sleepers = weakref.WeakKeyDictionary()


def install(clock):
    replace_text(
        lambda_runtime.Worker,
        "invoke",
        [("reader = threading.Thread(target=_read_response, daemon=True)",
          "reader = _rehearsal_call(self, _read_response)")],
        _rehearsal_call=lambda worker, target: _call(clock, worker, target),
    )
    replace_in_constant(
        lambda_runtime,
        "_NODEJS_WORKER_SCRIPT",
        [
            ("      const result = handlerFn(event, context, callback);\n",
             '      globalThis[Symbol.for("rehearsal.waits")]?.begin();\n'
             "      const result = handlerFn(event, context, callback);\n"),
            ("        settled = true;\n",
             '        settled = true;\n        globalThis[Symbol.for("rehearsal.waits")]?.end();\n'),
        ],
    )
    started = lambda_runtime.subprocess.Popen
    lambda_runtime.subprocess = Module(
        lambda_runtime.subprocess, Popen=lambda command, **options: _popen(clock, started, command, options))


def _popen(clock, started, command, options):
    if os.path.basename(command[0]) != "node":
        return started(command, **options)
    ours, theirs = socket.socketpair()
    with theirs:
        options["env"] = {**options["env"], "REHEARSAL_WAITS_FD": str(theirs.fileno())}
        process = started(command, **options, pass_fds=[theirs.fileno()])
    _sleepers[process] = _Sleeper(ours)
    return process


def _call(clock, worker, target):
    call = Call(clock, target=target)
    this_thread.invocation.call = call
    sleeper = _sleepers.get(worker._proc)
    if sleeper is not None:
        sleeper.call = call
    return call


# `invocation`: what this thread is to call (in_flight.py).
this_thread = threading.local()


class Call(CountedThread):
    """One call of a function, until it has answered: at work, unless it sleeps or is parked."""

    def __init__(self, clock, **arguments):
        super().__init__(clock, name="function", lingers=False, **arguments)
        # While it is parked, set when it isn't any more.
        self._unparked = None

    @property
    def parked(self):
        return self._unparked is not None

    def join(self, timeout=None):
        """Waits for its end, for so long at most. While it is parked no time counts, and afterwards it has all of it."""
        # An execution that is aborted doesn't end what it has called.
        scope = current_scope.set(None)
        try:
            while not self._clock.wait_until(self._clock.now() + timeout, signal=self._finished):
                unparked = self._unparked
                if unparked is None:
                    return
                self._clock.wait_until(None, signal=unparked)
        finally:
            current_scope.reset(scope)

    def run(self):
        super().run()
        self.unpark()

    def is_alive(self):
        return not self._finished.is_set()

    def sleep_until(self, due):
        self._clock.wait_until(due, signal=self._finished, activity=self.activity)

    def park(self):
        self._unparked = self._clock.signal()
        self._clock.work.park(self.activity)

    def unpark(self):
        unparked, self._unparked = self._unparked, None
        if unparked is not None:
            self._clock.work.unpark(self.activity)
            unparked.set()


class _Sleeper:
    """Answers a process each time when the moment has come until which it sleeps."""

    def __init__(self, connection):
        self.call = None
        self._connection = connection
        threading.Thread(target=self._serve, daemon=True, name="sleeping function").start()

    def _serve(self):
        # The process may be ended while it sleeps.
        with self._connection, contextlib.suppress(OSError):
            while len(asked := self._connection.recv(8, socket.MSG_WAITALL)) == 8:
                (due_ms,) = struct.unpack("<d", asked)
                self.call.sleep_until((due_ms + ROUNDING_MS) / 1000)
                self._connection.sendall(b"\0")
