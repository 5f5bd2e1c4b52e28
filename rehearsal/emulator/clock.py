"""The rehearsal's clock: real time while anything works, a jump to the next event while everything waits.

Time is never scaled. Whoever works says so by an `Activity`; whoever waits hands its activity back until the
wait is over. When no activity is left, nothing can happen before the earliest pending wait, so time may as well
be there: the clock jumps to it (a discrete-event simulation whose events take real time).

Times are seconds since the epoch on this clock unless a name ends in `_ms`.
"""

import contextlib
import contextvars
import heapq
import itertools
import logging
import threading
import time

logger = logging.getLogger("rehearsal.clock")

# How long nothing may have worked before the clock jumps. Hand-overs between activities are exact (see
# `Signal.set` and `CountedThread.start`), so this only has to outlast gaps that nobody announced.
IDLE_SECONDS = 0.03
# How often the world is asked again for its next event while nothing at all is pending here.
ASK_AGAIN_SECONDS = 0.25
# How long a waiting thread is given to wake up and make its jump before the clock looks again.
JUMP_ACKNOWLEDGE_SECONDS = 5.0


class WaitCancelled(BaseException):
    """The execution that this wait belonged to has ended.

    Not an Exception: no state machine's Catch and no emulator's `except Exception` may take it for a failure.
    """


class Activity:
    """One thread of control that is at work, waiting, or parked (held on purpose by somebody outside)."""

    def __init__(self, name, lingers):
        self.name = name
        # Whether the clock stays a moment where it is when this ends (see IDLE_SECONDS).
        self.lingers = lingers
        self.working = True
        self.parked = False

    @property
    def counts(self):
        return self.working and not self.parked


class Wait:
    """A pending wait: until a moment, until a signal, or whichever comes first."""

    def __init__(self, due, activity, scope):
        self.due = due
        self.activity = activity
        self.scope = scope
        self.over = threading.Event()
        self.jump = False
        self.signalled = False
        self.cancelled = False


class Scope:
    """What a group of waits belongs to (an execution, a branch of one); ending it cancels them all."""

    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent
        self.ended = False

    def is_over(self):
        return self.ended or (self.parent is not None and self.parent.is_over())


current_scope = contextvars.ContextVar("rehearsal_scope", default=None)
# The activity of an HTTP request: its handler runs on the event loop's thread or on one that copied its context.
request_activity = contextvars.ContextVar("rehearsal_request_activity", default=None)


class Signal:
    """Like threading.Event; setting it makes the thread that waits for it count as working at once."""

    def __init__(self, clock):
        self._clock = clock
        self._set = False
        self._waits = []

    def is_set(self):
        return self._set

    def set(self):
        with self._clock.lock:
            self._set = True
            for wait in self._waits:
                self._clock._end_wait(wait, signalled=True)
            self._waits.clear()

    def wait(self, timeout=None):
        due = None if timeout is None else self._clock.now() + timeout
        return self._clock.wait_until(due, signal=self)


class Clock:
    """`system` is the process's time (see system_time.py); `world` says what happens outside (see world.py)."""

    def __init__(self, system, world=None, idle_seconds=IDLE_SECONDS):
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._system = system
        self._world = world
        self._idle_seconds = idle_seconds
        self._busy = 0
        self._last_work = time.monotonic()
        self._waits = []
        self._sequence = itertools.count()
        self._timetables = []
        self._holds = 0
        self._jumping = None
        self._this_thread = threading.local()
        self.world_error = None

    # -- time ---------------------------------------------------------------------------------------------

    def now(self):
        return self._system.now()

    # -- work ---------------------------------------------------------------------------------------------

    def current_activity(self):
        return getattr(self._this_thread, "activity", None) or request_activity.get()

    def begin(self, name, lingers=True):
        """Announces work that somebody is about to do; `end` it when it's done."""
        activity = Activity(name, lingers)
        with self.lock:
            self._count(activity, +1)
        return activity

    def end(self, activity):
        with self.lock:
            if activity.counts:
                self._count(activity, -1)
            activity.working = False

    @contextlib.contextmanager
    def working(self, activity):
        """Makes `activity` the one of this thread, and ends it afterwards."""
        before = getattr(self._this_thread, "activity", None)
        self._this_thread.activity = activity
        try:
            yield activity
        finally:
            self._this_thread.activity = before
            self.end(activity)

    def park(self, activity):
        """Stops counting an activity that is held on purpose."""
        with self.lock:
            if activity.counts:
                self._count(activity, -1)
            activity.parked = True

    def unpark(self, activity):
        with self.lock:
            activity.parked = False
            if activity.working:
                self._count(activity, +1)

    def _count(self, activity, delta):
        self._busy += delta
        if activity.lingers:
            self._last_work = time.monotonic()
        self._changed.notify_all()

    def _rest(self, activity):
        if activity is not None:
            if activity.counts:
                self._count(activity, -1)
            activity.working = False

    def _resume(self, activity):
        if activity is not None and not activity.working:
            activity.working = True
            if activity.counts:
                self._count(activity, +1)

    # -- waiting ------------------------------------------------------------------------------------------

    def signal(self):
        return Signal(self)

    def sleep(self, seconds):
        """Waits `seconds` on this clock."""
        if seconds > 0:
            self.wait_until(self.now() + seconds)

    def wait_until(self, due, signal=None):
        """Waits for the moment `due` (None: for ever) or for `signal`; true if the signal came first.

        Raises WaitCancelled when the scope that the wait belongs to ends meanwhile.
        """
        scope = current_scope.get()
        with self.lock:
            if signal is not None and signal.is_set():
                return True
            if scope is not None and scope.is_over():
                raise WaitCancelled(f"{scope.name} has ended")
            wait = Wait(due, self.current_activity(), scope)
            if signal is not None:
                signal._waits.append(wait)
            heapq.heappush(self._waits, (float("inf") if due is None else due, next(self._sequence), wait))
            self._rest(wait.activity)
            self._changed.notify_all()
        wait.over.wait()
        if wait.jump:
            self._make_jump(wait)
        if wait.cancelled:
            raise WaitCancelled(f"{scope.name} has ended")
        return wait.signalled

    def _make_jump(self, wait):
        # The waiting thread itself moves the time, so that what it does next happens at the very moment it
        # waited for, and not a thread switch later.
        with self.lock:
            self._system.jump_to(wait.due)
            self._jumping = None
            self._changed.notify_all()

    def _end_wait(self, wait, signalled=False, cancelled=False, jump=False):
        if wait.over.is_set():
            return
        wait.signalled, wait.cancelled, wait.jump = signalled, cancelled, jump
        self._resume(wait.activity)
        wait.over.set()
        self._changed.notify_all()

    def end_scope(self, scope):
        """Cancels every wait that belongs to `scope`."""
        with self.lock:
            scope.ended = True
            for _, _, wait in self._waits:
                if wait.scope is not None and wait.scope.is_over():
                    self._end_wait(wait, cancelled=True)

    # -- schedules ----------------------------------------------------------------------------------------

    def add_timetable(self, next_due, fire):
        """`next_due()` says when `fire()` has something to do next (None: nothing is scheduled)."""
        with self.lock:
            self._timetables.append((next_due, fire))
            self._changed.notify_all()

    def call_at(self, due, action, name):
        """Runs `action` at the moment `due`, on a thread of its own; returns a scope to end if it's not wanted."""
        scope = Scope(name)

        def wait_and_act():
            current_scope.set(scope)
            try:
                self.wait_until(due)
            except WaitCancelled:
                return
            action()

        CountedThread(self, target=contextvars.copy_context().run, args=(wait_and_act,), name=name).start()
        return scope

    # -- control ------------------------------------------------------------------------------------------

    def hold(self):
        """Time runs normally and doesn't jump until `release` was called as often."""
        with self.lock:
            self._holds += 1

    def release(self):
        with self.lock:
            self._holds = max(0, self._holds - 1)
            self._changed.notify_all()

    def status(self):
        with self.lock:
            pending = [wait for _, _, wait in self._waits if not wait.over.is_set() and wait.due is not None]
            due = self._next_due()
            return {
                "now": int(self.now() * 1000),
                "offset": self._system.offset_ms,
                "pending": len(pending),
                "next": None if due is None else int(due * 1000),
                "busy": self._busy,
                "held": self._holds > 0,
                "worldError": self.world_error,
            }

    # -- the loop -----------------------------------------------------------------------------------------

    def start(self):
        threading.Thread(target=self._run, daemon=True, name="rehearsal-clock").start()

    def _run(self):
        while True:
            try:
                self._step()
            except Exception:
                logger.exception("the clock failed; it goes on")
                time.sleep(ASK_AGAIN_SECONDS)

    def _step(self):
        """Wakes what is due; jumps if nothing works; otherwise sleeps until either may have changed."""
        if self._fire_timetables():
            return
        with self.lock:
            if self._wake_due():
                return
            due = self._next_due()
            if self._jumping is not None or self._busy > 0 or self._holds > 0:
                self._sleep_until(due, None)
                return
            idle = time.monotonic() - self._last_work
            if idle < self._idle_seconds:
                self._sleep_until(due, self._idle_seconds - idle)
                return
        self._jump(due)

    def _sleep_until(self, due, at_most):
        seconds = [s for s in (None if due is None else max(0.0, due - self.now()), at_most) if s is not None]
        self._changed.wait(min(seconds) if seconds else None)

    def _jump(self, due):
        stop = self._ask_world(due)
        with self.lock:
            if self._busy > 0 or self._holds > 0:
                return
            # What was pending may have changed while the world was asked.
            due = self._next_due()
            if stop is not None and (due is None or stop < due):
                moved = self._system.jump_to(stop)
                # A world that stops where it already is has to be given the time to act.
                self._last_work = time.monotonic() - (self._idle_seconds if moved else 0)
            elif due is not None:
                self._jump_to_due(due)
            else:
                self._changed.wait(ASK_AGAIN_SECONDS if self._world else None)

    def _jump_to_due(self, due):
        wait = self._first_wait()
        if wait is None or wait.due is None or wait.due > due:
            self._system.jump_to(due)  # a timetable comes first; the next step fires it
            return
        heapq.heappop(self._waits)
        self._jumping = wait
        self._end_wait(wait, jump=True)
        self._changed.wait_for(lambda: self._jumping is None, JUMP_ACKNOWLEDGE_SECONDS)
        self._jumping = None

    def _ask_world(self, due):
        """The moment at which the world wants to be woken (None: nothing of its own before `due`)."""
        if self._world is None:
            return None
        try:
            stop = self._world.advance(self.now(), due)
        except Exception as error:
            if self.world_error != str(error):
                logger.error("the world could not be asked for its next event, so time runs normally: %s", error)
            self.world_error = str(error)
            time.sleep(ASK_AGAIN_SECONDS)
            return self.now()
        self.world_error = None
        return stop

    def _first_wait(self):
        while self._waits and self._waits[0][2].over.is_set():
            heapq.heappop(self._waits)
        return self._waits[0][2] if self._waits else None

    def _next_due(self):
        wait = self._first_wait()
        moments = [wait.due] if wait is not None and wait.due is not None else []
        moments += [due for due in (next_due() for next_due, _ in self._timetables) if due is not None]
        return min(moments, default=None)

    def _wake_due(self):
        woken = False
        wait = self._first_wait()
        while wait is not None and wait.due is not None and wait.due <= self.now():
            heapq.heappop(self._waits)
            self._end_wait(wait)
            woken = True
            wait = self._first_wait()
        return woken

    def _fire_timetables(self):
        fired = False
        for next_due, fire in self._timetables:
            due = next_due()
            if due is not None and due <= self.now():
                with self.working(self.begin("schedule")):
                    fire()
                fired = True
        return fired


class CountedThread(threading.Thread):
    """A thread whose whole life is an activity, from the call of `start` on."""

    def __init__(self, clock, **arguments):
        super().__init__(daemon=True, **{k: v for k, v in arguments.items() if k != "daemon"})
        self._clock = clock
        self._finished = clock.signal()
        self._activity = None

    def start(self):
        self._activity = self._clock.begin(self.name)
        super().start()

    def run(self):
        with self._clock.working(self._activity):
            try:
                super().run()
            except WaitCancelled:
                pass
            finally:
                self._finished.set()

    def join(self, timeout=None):
        due = None if timeout is None else self._clock.now() + timeout
        self._clock.wait_until(due, signal=self._finished)
