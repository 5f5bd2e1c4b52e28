"""Who is at work: the clock may only jump when nobody is.

An activity is one thread of control. It counts while it works; it doesn't while it waits on the clock, nor while
it is parked: held on purpose by somebody outside. Hand-overs are exact: who starts or wakes another one counts it
before it goes on itself, so that the count never drops to nothing in between.
"""

import contextlib
import contextvars
import threading
import time

# The activity of an HTTP request: its handler runs on the event loop's thread or on one that copied its context.
request_activity = contextvars.ContextVar("rehearsal_request_activity", default=None)


class Activity:
    """One thread of control that is at work, waiting, or parked (held on purpose by somebody outside)."""

    def __init__(self, name, lingers):
        self.name = name
        # Whether the clock stays a moment where it is when this ends (see IDLE_SECONDS).
        self.lingers = lingers
        self.working = True
        self.parked = False
        # Nothing makes it work again then: not a wait either that somebody else makes for it.
        self.ended = False

    @property
    def counts(self):
        return self.working and not self.parked


class Work:
    """Counts the activities; `changed` (a Condition) is told whenever the count changes."""

    def __init__(self, changed):
        self._lock = self._changed = changed
        self._this_thread = threading.local()
        self._last_end = time.monotonic()
        self.busy = 0

    def idle_seconds(self):
        """For how many real seconds nothing has worked; 0 while something does."""
        return 0.0 if self.busy else time.monotonic() - self._last_end

    def forget_last(self):
        """Lets the last activity that lingers count as long past."""
        self._last_end = float("-inf")

    def linger(self):
        """Lets the clock stay where it is for a moment."""
        self._last_end = time.monotonic()

    def current(self):
        """The activity of this thread, or of the request that it works for."""
        return getattr(self._this_thread, "activity", None) or request_activity.get()

    def begin(self, name, lingers=True):
        """Announces work that somebody is about to do; `end` it when it's done."""
        activity = Activity(name, lingers)
        with self._lock:
            self._count(activity, +1)
        return activity

    def end(self, activity):
        with self._lock:
            if activity.counts:
                self._count(activity, -1)
            activity.working = False
            activity.ended = True

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
        with self._lock:
            if activity.counts:
                self._count(activity, -1)
            activity.parked = True

    def unpark(self, activity):
        with self._lock:
            if activity.parked and activity.working:
                self._count(activity, +1)
            activity.parked = False

    def rest(self, activity):
        """What waits doesn't work. Under the lock, like `resume`."""
        if activity is not None:
            if activity.counts:
                self._count(activity, -1)
            activity.working = False

    def resume(self, activity):
        if activity is not None and not activity.working and not activity.ended:
            activity.working = True
            if activity.counts:
                self._count(activity, +1)

    def _count(self, activity, delta):
        self.busy += delta
        if activity.lingers:
            self._last_end = time.monotonic()
        self._changed.notify_all()
