"""Decides when time jumps, and where to: the thread that makes the clock a discrete-event simulation.

When nothing has worked for a moment, nothing can happen before the earliest pending wait or schedule, or the
world's own next event: time goes there at once.
"""

import logging
import threading
import time

# How long nothing may have worked before the clock jumps. Hand-overs between activities are exact, so this only
# has to outlast gaps that nobody announced (between two requests of somebody outside, say).
IDLE_SECONDS = 0.03
# How often the world is asked again for its next event while nothing at all is pending here.
ASK_AGAIN_SECONDS = 0.25
# How long a waiting thread is given to wake up and make its jump before the clock looks again.
WAKE_UP_SECONDS = 5.0

logger = logging.getLogger("rehearsal.clock")


class Jumps:
    """Works on a clock's waits and timetables; `world` may be None."""

    def __init__(self, clock, system, world):
        self._clock = clock
        self._system = system
        self._world = world
        self._timetables = []
        self._jumping = None
        # Why the world could not be asked; None while it can.
        self.world_error = None

    def start(self):
        threading.Thread(target=self._run, daemon=True, name="rehearsal-clock").start()

    def add_timetable(self, next_due, fire):
        self._timetables.append((next_due, fire))

    def next_due(self):
        """The moment of the next wait or schedule, or None. Under the clock's lock."""
        wait = self._clock.waits.first()
        moments = [next_due() for next_due, _ in self._timetables] + [wait and wait.due]
        return min((moment for moment in moments if moment is not None), default=None)

    def made(self, wait):
        """A waiting thread moves time to the moment that it waited for: what it does next happens exactly then,
        and not a thread switch later."""
        with self._clock.lock:
            self._system.jump_to(wait.due)
            self._jumping = None
            self._clock.changed.notify_all()

    def _run(self):
        while True:
            try:
                self._step()
            except Exception:
                logger.exception("the clock failed at a step; it goes on with the next")
                time.sleep(ASK_AGAIN_SECONDS)

    def _step(self):
        """Wakes what is due; jumps if nothing works; otherwise sleeps until either may have changed."""
        if self._fire_schedules():
            return
        with self._clock.lock:
            if self._wake_due():
                return
            due = self.next_due()
            idle = self._clock.work.idle_seconds()
            if self._must_stay():
                self._sleep(due)
                return
            if idle < IDLE_SECONDS:
                self._sleep(due, at_most=IDLE_SECONDS - idle)
                return
        self._jump(due)

    def _must_stay(self):
        return self._jumping is not None or self._clock.work.busy > 0 or self._clock.is_held()

    def _sleep(self, due, at_most=None):
        seconds = [at_most, None if due is None else max(0.0, due - self._clock.now())]
        self._clock.changed.wait(min((each for each in seconds if each is not None), default=None))

    def _wake_due(self):
        wait = self._clock.waits.first()
        if wait is None or wait.due > self._clock.now():
            return False
        self._clock.waits.end(wait)
        return True

    def _fire_schedules(self):
        fired = False
        for next_due, fire in self._timetables:
            due = next_due()
            if due is not None and due <= self._clock.now():
                with self._clock.work.working(self._clock.work.begin("schedule")):
                    fire()
                fired = True
        return fired

    def _jump(self, due):
        stop = self._ask_world(due)
        with self._clock.lock:
            if self._must_stay():
                return
            # What is pending may have changed while the world was asked.
            due = self.next_due()
            if stop is not None and (due is None or stop < due):
                self._jump_to_event(stop)
            elif due is not None:
                self._jump_to_wait(due)
            else:
                self._clock.changed.wait(ASK_AGAIN_SECONDS if self._world else None)

    def _jump_to_event(self, stop):
        # The world is asked again at once, to act. Where time is there already, it has acted: what follows gets
        # its moment to begin.
        if self._system.jump_to(stop):
            self._clock.work.forget_last()
        else:
            self._clock.work.linger()

    def _jump_to_wait(self, due):
        wait = self._clock.waits.first()
        if wait is None or wait.due > due:
            self._system.jump_to(due)  # a schedule comes first; the next step fires it
            return
        self._jumping = wait
        self._clock.waits.end(wait, jumps=True)
        self._clock.changed.wait_for(lambda: self._jumping is None, WAKE_UP_SECONDS)
        self._jumping = None

    def _ask_world(self, due):
        """The moment at which the world wants to be woken; None if it has nothing of its own before `due`."""
        if self._world is None:
            return None
        try:
            stop = self._world.advance(self._clock.now(), due)
        except Exception as error:
            if self.world_error != str(error):
                logger.error("the world could not be asked for its next event, so time runs normally: %s", error)
            self.world_error = str(error)
            time.sleep(ASK_AGAIN_SECONDS)
            return self._clock.now()
        self.world_error = None
        return stop
