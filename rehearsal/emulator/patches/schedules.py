"""EventBridge rules with a schedule fire by the rehearsal's clock.

MiniStack looks every few real seconds whether something is due. Here the clock knows when the next one is due,
goes there, and the emulator's own look happens at that moment.
"""

import time
from datetime import datetime, timezone

import ministack.services.eventbridge as eventbridge

from .expect import replace_function


def next_rule(now):
    """When the next rule with a schedule is due (seconds), or None."""
    moments = (
        recurring(rule["ScheduleExpression"], eventbridge._rule_last_fired.get(key), now)
        for key, rule in list(eventbridge._rules._data.items())
        if rule.get("State") == "ENABLED" and rule.get("ScheduleExpression")
    )
    return min((moment for moment in moments if moment is not None), default=None)


def recurring(expression, last, now):
    """When a schedule is due after `last` (None: it was never seen); None if the emulator doesn't know its expression."""
    interval = eventbridge._parse_rate_seconds(expression)
    fields = eventbridge._parse_cron_fields(expression) if interval is None else None
    if interval is None and fields is None:
        return None  # not a schedule that the emulator knows
    if last is None:
        return now  # the emulator's first look only notes since when the schedule counts
    if interval is not None:
        return last + interval
    following = eventbridge._cron_next_fire(fields, datetime.fromtimestamp(last, timezone.utc))
    return None if following is None else following.timestamp()


def install(clock):
    clock.add_timetable(lambda: next_rule(time.time()), eventbridge._tick_scheduled_rules)

    @replace_function(eventbridge, "_scheduler_loop", sha256="7795e8e084fff1b2")
    def _scheduler_loop():
        """The clock fires the rules."""
