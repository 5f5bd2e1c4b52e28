"""Sessions may begin side by side, as those of Preflight's functions do.

MiniStack goes through all sessions before it keeps another one. One that begins meanwhile fails by "dictionary changed
size during iteration", and with it the function that it is for.
"""

import threading

import ministack.services.sts as sts

from .expect import wrap


def install(_clock):
    one_by_one = threading.Lock()

    @wrap(sts, "register_session", "(access_key, session)")
    def register_session(original, access_key, session):
        with one_by_one:
            original(access_key, session)
