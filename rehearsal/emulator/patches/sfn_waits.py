"""Wait states and retries wait on the rehearsal's clock, for as long as they say.

MiniStack sleeps for real, and no longer than a minute before a retry; JitterStrategy is ignored there.
Rule: Amazon States Language, "Retriers": the delay is IntervalSeconds × BackoffRate^n; with JitterStrategy FULL it is a
random number between 0 and that.
"""

import os
import random
from datetime import datetime

import ministack.services.stepfunctions as stepfunctions

from .expect import replace_function, replace_text

_random = random.Random(os.environ.get("REHEARSAL_SEED", "0"))


def retry_delay(retrier, attempts):
    """Seconds to wait before the retry number `attempts` + 1."""
    delay = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** attempts
    return _random.uniform(0, delay) if retrier.get("JitterStrategy") == "FULL" else delay


def install(clock):
    @replace_function(stepfunctions, "_scaled_sleep", sha256="5ed19df2efa98412")
    def _scaled_sleep(seconds):
        clock.sleep(seconds)

    @replace_function(stepfunctions, "_sleep_until", sha256="2738e0a4030c2d42")
    def _sleep_until(timestamp):
        moment = datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()
        if moment > clock.now():
            clock.wait_until(moment)

    replace_text(
        stepfunctions,
        "_execute_task",
        [("_scaled_sleep(min(sleep_sec, 60))", "_scaled_sleep(_rehearsal_retry_delay(retrier, count))")],
        _rehearsal_retry_delay=retry_delay,
    )
    replace_text(
        stepfunctions,
        "_with_retry_and_catch",
        [(
            '_scaled_sleep(min(interval * (retrier.get("BackoffRate", 2.0) ** count), 60))',
            "_scaled_sleep(_rehearsal_retry_delay(retrier, count))",
        )],
    )
