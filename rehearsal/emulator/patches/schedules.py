"""EventBridge rules with a schedule and EventBridge Scheduler fire by the rehearsal's clock.

MiniStack looks every few real seconds whether something is due. Here the clock knows when the next one is due,
goes there, and the emulator's own look happens at that moment.
"""

import time
from datetime import datetime, timezone

import ministack.services.eventbridge as eventbridge
import ministack.services.scheduler as scheduler

from .expect import replace_function


def next_rule(now):
    """When the next rule with a schedule is due (seconds), or None."""
    moments = []
    for key, rule in list(eventbridge._rules._data.items()):
        if rule.get("State") != "ENABLED" or not rule.get("ScheduleExpression"):
            continue
        last = eventbridge._rule_last_fired.get(key)
        moments.append(_recurring(rule["ScheduleExpression"], last, rule.get("CreationTime", now), now))
    return _earliest(moments)


def next_schedule(now):
    """When the next schedule of EventBridge Scheduler is due (seconds), or None."""
    moments = []
    for key, schedule in list(scheduler._schedules._data.items()):
        if schedule.get("State") != "ENABLED":
            continue
        last = scheduler._schedule_last_fired.get(key)
        expression = schedule.get("ScheduleExpression", "")
        once = scheduler._at_time_epoch(expression)
        if once is not None:
            due = once if last is None else None
        else:
            due = _recurring(expression, last, schedule.get("CreationDate", now), now)
        start, end = scheduler._to_epoch(schedule.get("StartDate")), scheduler._to_epoch(schedule.get("EndDate"))
        if due is not None and start is not None:
            due = max(due, start)
        if due is not None and (end is None or due <= end):
            moments.append(due)
    return _earliest(moments)


def _recurring(expression, last, created, now):
    interval = eventbridge._parse_rate_seconds(expression)
    if interval is not None:
        return (created if last is None else last) + interval
    fields = eventbridge._parse_cron_fields(expression)
    if fields is None:
        return None
    if last is None:
        return now  # the emulator's first look only notes that the rule is there
    following = eventbridge._cron_next_fire(fields, datetime.fromtimestamp(last, timezone.utc))
    return None if following is None else following.timestamp()


def _earliest(moments):
    return min((moment for moment in moments if moment is not None), default=None)


def install(clock):
    clock.add_timetable(lambda: next_rule(time.time()), eventbridge._tick_scheduled_rules)
    clock.add_timetable(lambda: next_schedule(time.time()), scheduler._tick_schedules)

    @replace_function(eventbridge, "_scheduler_loop", sha256="7795e8e084fff1b2")
    def _scheduler_loop():
        """The clock fires the rules."""

    @replace_function(scheduler, "_ticker_loop", sha256="51e1b1334023fb4a")
    def _ticker_loop():
        """The clock fires the schedules."""
