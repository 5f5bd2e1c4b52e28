"""Step Functions' threads count as work while they work, and hand it back while they wait.

The executions and the branches of Parallel each run in a thread of their own.
"""

import threading
import time

import ministack.services.stepfunctions as stepfunctions

from clock import CountedThread

from .expect import Module


def install(clock):
    stepfunctions.threading = Module(
        threading,
        Thread=lambda **arguments: CountedThread(clock, **arguments),
        Event=clock.signal,
    )
    stepfunctions.time = Module(time, sleep=clock.sleep)
