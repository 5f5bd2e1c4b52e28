"""The process's own idea of time, moved ahead of the machine's.

Every module of this process sees the moved time (`time.time`, `datetime.now`, …: by the time-machine library);
what measures durations (`time.monotonic`, timeouts, sockets) stays real. Other processes read how far ahead we
are from a file: one little-endian double, in milliseconds, always whole, so that a process that only has whole
milliseconds of real time comes to the same millisecond as we do.
"""

import datetime
import math
import os
import struct
import time

import time_machine


class SystemTime:
    """Moves the process's time; `path` is the file for others, `start_ms` where time begins (None: now)."""

    def __init__(self, path, start_ms=None):
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.offset_ms = 0
        self._traveller = time_machine.travel(None, tick=True).start()
        time.time()  # the traveller's time begins with its first reading
        self._store()
        if start_ms is not None:
            self._shift(start_ms - math.floor(time.time() * 1000))

    def now(self):
        """Seconds since the epoch, moved."""
        return time.time()

    def jump_to(self, moment):
        """Moves the time ahead to `moment` (never back); false if it's there already."""
        ahead_ms = math.floor((moment - time.time()) * 1000)
        moved = moment > time.time()
        if ahead_ms > 0:
            self._shift(ahead_ms)
        # The rest is less than a millisecond: it's waited out, to keep the offset whole.
        rest = moment - time.time()
        while rest > 0:
            time.sleep(rest)
            rest = moment - time.time()
        return moved

    def _shift(self, milliseconds):
        self.offset_ms += milliseconds
        # Other processes first: whoever sees our new time and asks them must not be told the old one.
        self._store()
        self._traveller.shift(datetime.timedelta(milliseconds=milliseconds))

    def _store(self):
        os.pwrite(self._file, struct.pack("<d", self.offset_ms), 0)
