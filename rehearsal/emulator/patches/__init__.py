"""What the rehearsal changes in the emulator: one patch a file, each saying which text it replaces."""

from . import (
    deliveries,
    in_flight,
    lambda_error_names,
    schedules,
    sfn_execution_end,
    sfn_machine_timeout,
    sfn_task_timeout,
    sfn_task_token,
    sfn_threads,
    sfn_waits,
    signature_window,
)
from .expect import expect_version


def install(clock):
    """Installs all patches; returns the register of functions in flight."""
    expect_version()
    lambda_error_names.install(clock)
    sfn_threads.install(clock)
    # The texts of functions are changed before anything is wrapped around them.
    sfn_waits.install(clock)
    sfn_task_timeout.install(clock)
    sfn_task_token.install(clock)
    sfn_machine_timeout.install(clock)
    sfn_execution_end.install(clock)
    deliveries.install(clock)
    schedules.install(clock)
    signature_window.install(clock)
    return in_flight.install(clock)
