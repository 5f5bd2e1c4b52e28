"""Lets many sessions begin side by side; prints each error, and how many there are. Argument: the emulator's folder."""

import sys
import threading

sys.path.insert(0, sys.argv[1])

import ministack.services.sts as sts
from patches import sts_sessions

THREADS, SESSIONS = 8, 200

sts_sessions.install(None)
sys.setswitchinterval(1e-6)


def begin(thread):
    try:
        for number in range(SESSIONS):
            sts.register_session(f"{thread}-{number}", {})
    except RuntimeError as error:
        print(error)


threads = [threading.Thread(target=begin, args=(thread,)) for thread in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{len(sts._sessions)} sessions")
