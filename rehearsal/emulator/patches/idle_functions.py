"""A function that nobody has called for a while ends: it starts anew when it is called again.

MiniStack keeps the first process of each function for good. On Lambda each has a machine of its own; here all share one.
Rules: SPEC.md, "A function's memory".
"""

import os
import threading
import time

import ministack.core.lambda_runtime as lambda_runtime
import ministack.services.lambda_svc as lambda_svc

from .expect import PatchMismatch, wrap

# Real seconds: what a dry run calls is called again by the next one, a moment later.
_USUAL_SECONDS = 20
_LOOKS = 10


def install(_clock):
    seconds = float(os.environ.get("REHEARSAL_FUNCTION_IDLE_SECONDS", _USUAL_SECONDS))
    if lambda_svc.release_worker is not lambda_runtime.release_worker:
        raise PatchMismatch("ministack.services.lambda_svc has a release_worker of its own")

    @wrap(lambda_svc, "release_worker", "(worker)")
    def _release(release, worker):
        if worker is not None:
            worker.rehearsal_idle_since = time.monotonic()
        release(worker)

    threading.Thread(target=_look, args=[seconds], daemon=True, name="idle functions").start()


def _look(seconds):
    while True:
        time.sleep(seconds / _LOOKS)
        lambda_runtime.kill_workers(_taken_out(time.monotonic() - seconds))


def _taken_out(since):
    """Those that have been idle since then: nobody finds them any more."""
    taken = []
    with lambda_runtime._lock:
        for key, workers in list(lambda_runtime._workers.items()):
            idle = [each for each in workers if _is_idle(each, since)]
            taken += idle
            lambda_runtime._workers[key] = [each for each in workers if each not in idle]
    return taken


def _is_idle(worker, since):
    idle_since = getattr(worker, "rehearsal_idle_since", None)
    return not worker.in_use and idle_since is not None and idle_since <= since
