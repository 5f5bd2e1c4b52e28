"""What waits on the clock: until a moment, until a signal, or whichever comes first."""

import contextvars
import heapq
import itertools
import threading

NEVER = float("inf")


class WaitCancelled(BaseException):
    """The execution that this wait belonged to has ended.

    Not an Exception: no state machine's Catch and no emulator's `except Exception` may take it for a failure.
    """


class Scope:
    """What a group of waits belongs to (an execution, a branch of one); ending it cancels them all."""

    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent
        self.ended = False

    def is_over(self):
        return self.ended or (self.parent is not None and self.parent.is_over())


current_scope = contextvars.ContextVar("rehearsal_scope", default=None)


class Wait:
    """One thread that waits, and how its wait has ended."""

    def __init__(self, due, activity, scope):
        self.due = NEVER if due is None else due
        self.activity = activity
        self.scope = scope
        self.over = threading.Event()
        # Set before `over`: whether a signal ended it, its scope, or time, which the thread itself is to move on.
        self.signalled = False
        self.cancelled = False
        self.jumps = False


class Waits:
    """The pending waits, the earliest first. Used under the clock's lock."""

    def __init__(self, work):
        self._work = work
        self._heap = []
        self._sequence = itertools.count()

    def add(self, wait):
        """From here on the thread's activity rests."""
        heapq.heappush(self._heap, (wait.due, next(self._sequence), wait))
        self._work.rest(wait.activity)

    def end(self, wait, signalled=False, cancelled=False, jumps=False):
        """Ends a wait, if it hasn't ended before; its thread counts as working at once."""
        if wait.over.is_set():
            return
        wait.signalled, wait.cancelled, wait.jumps = signalled, cancelled, jumps
        self._work.resume(wait.activity)
        wait.over.set()

    def cancel_ended(self):
        """Ends the waits whose scopes have ended."""
        for _, _, wait in self._heap:
            if wait.scope is not None and wait.scope.is_over():
                self.end(wait, cancelled=True)

    def first(self):
        """The wait that is due first, or None."""
        while self._heap and self._heap[0][2].over.is_set():
            heapq.heappop(self._heap)
        return self._heap[0][2] if self._heap and self._heap[0][0] < NEVER else None

    def pending(self):
        """How many waits have a moment at which they are due."""
        return sum(1 for due, _, wait in self._heap if due < NEVER and not wait.over.is_set())


class Signal:
    """Like threading.Event; setting it makes the threads that wait for it count as working at once."""

    def __init__(self, clock):
        self._clock = clock
        self._is_set = False
        self._waits = []

    def is_set(self):
        return self._is_set

    def set(self):
        with self._clock.lock:
            self._is_set = True
            for wait in self._waits:
                self._clock.waits.end(wait, signalled=True)
            self._waits.clear()

    def add(self, wait):
        self._waits.append(wait)

    def wait(self, timeout=None):
        due = None if timeout is None else self._clock.now() + timeout
        return self._clock.wait_until(due, signal=self)
