"""The rehearsal's clock: real time while anything works, a jump to the next event while everything waits.

Time is never scaled. Whoever works says so (work.py); whoever waits does it here (waits.py); when nobody works,
time jumps (jumps.py). Moments are seconds since the epoch on this clock, unless a name ends in `_ms`.
"""

import contextvars
import threading

from jumps import Jumps
from waits import Scope, Signal, Wait, WaitCancelled, Waits, current_scope
from work import Work


class Clock:
    """`system` is the process's time (system_time.py); `world` says what happens outside (world.py), or is None."""

    def __init__(self, system, world=None):
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.work = Work(self.changed)
        self.waits = Waits(self.work)
        self._system = system
        self._jumps = Jumps(self, system, world)
        self._world = world
        self._holds = 0

    def start(self):
        self._jumps.start()

    def now(self):
        return self._system.now()

    def world_version(self):
        """Of all that the world simulates, as it was when it was asked last; None if that is unknown."""
        return None if self._world is None else self._world.version

    def signal(self):
        return Signal(self)

    def sleep(self, seconds):
        """Waits `seconds` on this clock."""
        if seconds > 0:
            self.wait_until(self.now() + seconds)

    def wait_until(self, due, signal=None, activity=None):
        """Waits for the moment `due` (None: for ever) or for `signal`; true if the signal came first.

        `activity` rests meanwhile; left out, that of this thread. Raises WaitCancelled when the scope that the wait
        belongs to ends meanwhile.
        """
        scope = current_scope.get()
        with self.lock:
            if signal is not None and signal.is_set():
                return True
            if scope is not None and scope.is_over():
                raise WaitCancelled(f"{scope.name} has ended")
            wait = Wait(due, activity or self.work.current(), scope)
            if signal is not None:
                signal.add(wait)
            self.waits.add(wait)
            self.changed.notify_all()
        wait.over.wait()
        if wait.jumps:
            self._jumps.made(wait)
        if wait.cancelled:
            raise WaitCancelled(f"{scope.name} has ended")
        return wait.signalled

    def end_scope(self, scope):
        """Cancels every wait that belongs to `scope`."""
        with self.lock:
            scope.ended = True
            self.waits.cancel_ended()
            self.changed.notify_all()

    def call_at(self, due, action, name):
        """Runs `action` at the moment `due`, on a thread of its own; returns a scope to end if it's not wanted."""
        scope = Scope(name)

        def wait_and_act():
            current_scope.set(scope)
            self.wait_until(due)
            action()

        CountedThread(self, target=contextvars.copy_context().run, args=(wait_and_act,), name=name).start()
        return scope

    def add_timetable(self, next_due, fire):
        """`next_due()` says when `fire()` has something to do next (None: nothing is scheduled)."""
        with self.lock:
            self._jumps.add_timetable(next_due, fire)
            self.changed.notify_all()

    def hold(self):
        """Time runs normally and doesn't jump until `release` was called as often."""
        with self.lock:
            self._holds += 1

    def release(self):
        with self.lock:
            self._holds = max(0, self._holds - 1)
            self.changed.notify_all()

    def is_held(self):
        return self._holds > 0

    def status(self):
        with self.lock:
            due = self._jumps.next_due()
            return {
                "now": int(self.now() * 1000),
                "offset": self._system.offset_ms,
                "pending": self.waits.pending(),
                "next": None if due is None else int(due * 1000),
                "busy": self.work.busy,
                "held": self.is_held(),
                "worldError": self._jumps.world_error,
            }


class CountedThread(threading.Thread):
    """A thread whose whole life is an activity, from the call of `start` on."""

    def __init__(self, clock, lingers=True, **arguments):
        super().__init__(**{**arguments, "daemon": True})
        self._clock = clock
        self._lingers = lingers
        self._finished = clock.signal()
        self.activity = None

    def start(self):
        self.activity = self._clock.work.begin(self.name, self._lingers)
        super().start()

    def run(self):
        with self._clock.work.working(self.activity):
            try:
                super().run()
            except WaitCancelled:
                pass  # the execution was ended from outside; whoever ended it has recorded how
            finally:
                self._finished.set()

    def join(self, timeout=None):
        due = None if timeout is None else self._clock.now() + timeout
        self._clock.wait_until(due, signal=self._finished)
