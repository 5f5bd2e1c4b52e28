"""A signature may be made at the real time or at the rehearsal's; the emulator knows only its own.

Functions sign with the rehearsal's time, everybody else (cdk, an AWS client in a terminal) with the machine's.
"""

import datetime

import ministack.core.sigv4 as sigv4
import time_machine

from .expect import wrap


def install(_clock):
    @wrap(sigv4, "request_time_failure", "(signature, *, now=None)")
    def request_time_failure(original, signature, *, now=None):
        real = datetime.datetime.fromtimestamp(time_machine.escape_hatch.time.time(), datetime.timezone.utc)
        return original(signature, now=now) and original(signature, now=real)
