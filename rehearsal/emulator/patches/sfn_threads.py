"""Step Functions' threads count as work while they work, and hand it back while they wait.

The executions, the branches of Parallel and the items of Map each run in a thread of their own.
"""

import collections
import threading
import time
from concurrent.futures import Future

import ministack.services.stepfunctions as stepfunctions

from clock import CountedThread

from .expect import Module


class CountedPool:
    """What Step Functions uses of a ThreadPoolExecutor: at most `max_workers` at once, done when left."""

    def __init__(self, clock, max_workers):
        self._clock = clock
        self._max_workers = max_workers
        self._lock = threading.Lock()
        self._queue = collections.deque()
        self._workers = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in self._workers:
            worker.join()

    def submit(self, function, *args):
        future = Future()
        with self._lock:
            self._queue.append((future, function, args))
            if len(self._workers) < self._max_workers:
                worker = CountedThread(self._clock, target=self._work, name="map-item")
                self._workers.append(worker)
                worker.start()
        return future

    def _work(self):
        while True:
            with self._lock:
                if not self._queue:
                    return
                future, function, args = self._queue.popleft()
            try:
                future.set_result(function(*args))
            except Exception as error:
                future.set_exception(error)


def install(clock):
    stepfunctions.threading = Module(
        threading,
        Thread=lambda **arguments: CountedThread(clock, **arguments),
        Event=clock.signal,
    )
    stepfunctions.time = Module(time, sleep=clock.sleep)
    stepfunctions.ThreadPoolExecutor = lambda max_workers: CountedPool(clock, max_workers)
    # Leaving the pool waits for its workers already, and counts as a wait.
    stepfunctions.futures_wait = lambda futures: None
