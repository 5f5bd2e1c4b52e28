"""EventBridge Scheduler's schedules fire by the rehearsal's clock, on the minute on which they are due: SPEC.md, "Scheduler".

MiniStack looks every ten real seconds whether something is due, counts the interval from when it looked, and asks no role.
"""

import json
import logging
import math

import ministack.core.iam_actions as iam_actions
import ministack.services.eventbridge as eventbridge
import ministack.services.scheduler as scheduler
from ministack.core.responses import set_request_account_id, set_request_region

from authorization import authorize_role
from unchanged import Unchanged

from .expect import replace_function, wrap
from .schedules import recurring

logger = logging.getLogger("rehearsal.scheduler")


def install(clock):
    schedules = _Schedules(clock)
    clock.add_timetable(schedules.next_due, schedules.fire)

    @replace_function(scheduler, "_ticker_loop", sha256="51e1b1334023fb4a")
    def _ticker_loop():
        """The clock fires the schedules."""

    @wrap(iam_actions, "extract_resource_arn",
          "(service, method, path, headers, body, query_params, region, account_id)")
    def extract_resource_arn(original, service, method, path, headers, body, query_params, region, account_id):
        found = original(service, method, path, headers, body, query_params, region, account_id)
        if service != "scheduler" or ":schedule/default/" not in found:
            return found
        in_query = (query_params or {}).get("groupName")
        group = iam_actions._safe_json_field(body, "GroupName") or (in_query[0] if isinstance(in_query, list) else in_query)
        return found.replace(":schedule/default/", f":schedule/{group or 'default'}/")


class _Schedules:
    """The schedules of all accounts. A moment is in seconds since the epoch."""

    def __init__(self, clock):
        self._clock = clock
        # When each was due last.
        self._fired = {}
        self._unchanged = Unchanged(clock)

    def next_due(self):
        now = self._clock.now()
        moments = (self._due(key, schedule, now) for key, schedule in _all())
        return min((moment for moment in moments if moment is not None), default=None)

    def fire(self):
        now = self._clock.now()
        for key, schedule in _all():
            due = self._due(key, schedule, now)
            if due is None or due > now:
                continue
            self._fired[key] = due
            if self._has_ended(schedule, due):
                self._complete(key, schedule)
            else:
                self._call(key, schedule, due)

    def _due(self, key, schedule, now):
        if schedule.get("State") != "ENABLED":
            return None
        end = scheduler._to_epoch(schedule.get("EndDate"))
        due = self._by_expression(key, schedule, now)
        # At its end it is due once more, to be completed.
        return due if due is None or end is None else min(due, max(end, self._last(key, schedule)))

    def _by_expression(self, key, schedule, now):
        expression = schedule["ScheduleExpression"]
        at = scheduler._at_time_epoch(expression)
        if at is not None:
            return None if key in self._fired else at
        last = self._last(key, schedule)
        interval = eventbridge._parse_rate_seconds(expression)
        if interval is None:
            return recurring(expression, last, now)
        passed = self._unchanged.passed(key, last)
        return last + interval * max(1, math.ceil((passed - last) / interval))

    def _last(self, key, schedule):
        start = scheduler._to_epoch(schedule.get("StartDate"))
        return self._fired.get(key, schedule["CreationDate"] if start is None else start)

    def _has_ended(self, schedule, due):
        end = scheduler._to_epoch(schedule.get("EndDate"))
        return end is not None and due >= end

    def _complete(self, key, schedule):
        if schedule.get("ActionAfterCompletion") == "DELETE":
            scheduler._schedules._data.pop(key[:3], None)
        else:
            schedule["State"] = "DISABLED"

    def _call(self, key, schedule, due):
        account, region, *_ = key
        target = schedule["Target"]
        decision = authorize_role(target["RoleArn"], "lambda:InvokeFunction", target["Arn"])
        if ":function:" in target["Arn"] and not decision.allowed:
            logger.error("the schedule %s could not call %s: %s", schedule["Arn"], target["Arn"], decision.reason)
            return
        set_request_account_id(account)
        set_request_region(region)
        self._unchanged.begin(key, target)
        event = {"EventId": schedule["Arn"], "Source": "aws.scheduler", "DetailType": "Scheduled Event", "Detail": "{}",
                 "Time": due, "Resources": [schedule["Arn"]], "Account": account, "Region": region}
        eventbridge._invoke_target(target, event, schedule)
        if scheduler._at_time_epoch(schedule["ScheduleExpression"]) is not None:
            self._complete(key, schedule)


def _all():
    """Each schedule with its identity: one of the same name that was deleted before is another one."""
    return [((*key, schedule["CreationDate"]), schedule) for key, schedule in list(scheduler._schedules._data.items())]
