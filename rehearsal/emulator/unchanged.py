"""Which calls of a schedule may be passed over, because the function would find what it found before: SPEC.md, "Scheduler".

A function says in its result until when time alone changes nothing for it (`unchangedUntil`). As long as nobody has
changed anything since that call began, the calls before that moment would be the same call again. Nothing is passed over for
longer than six hours, nor where REHEARSAL_EVERY_CALL is set.
"""

import json
import os
from datetime import datetime

import ministack.services.stepfunctions as stepfunctions

# As in rehearsal/stage/offline-aws.ts.
LONGEST_SECONDS = 6 * 3600

_READS = ("Get", "Describe", "List", "Query", "Scan", "BatchGet", "TransactGet", "Head", "Lookup", "Simulate")

# As the SDK writes the app id of the function in its User-Agent; as in rehearsal/stage/offline-aws.ts.
_SCHEDULED = b"app/kops-cutover-Watch"

# By function and event, what its last asynchronous call returned.
_results = {}
_writes = 0
_instances = []
_listeners = []


def count_request(method, headers):
    """Counts what may change something. What isn't known to read, counts; not what the function itself does again."""
    global _writes
    operation = headers.get(b"x-amz-target", b"").decode().rpartition(".")[2]
    # Who assumes a role changes nothing that anybody else could see.
    session = b"/sts/aws4_request" in headers.get(b"authorization", b"")
    again = _SCHEDULED in headers.get(b"user-agent", b"")
    reads = again or session or (operation.startswith(_READS) if operation else method in ("GET", "HEAD"))
    if not reads:
        # Until now the calls were the same.
        for instance in _instances:
            instance.settle()
        _writes += 1
        for listener in list(_listeners):
            listener()


def on_change(listener):
    """Calls `listener` when somebody changes anything by a call of AWS."""
    _listeners.append(listener)


def off_change(listener):
    _listeners.remove(listener)


def passes_until(moment):
    """Until when the calls that follow the one at `moment` will be passed over if nothing changes; else `moment` itself."""
    return max([moment, *(instance.passes_until(moment) for instance in _instances)])


def passed_since(moment):
    """Until when the calls that were passed over would have done what one did at `moment`; else `moment` itself."""
    return max([moment, *(instance.passed_since(moment) for instance in _instances)])


def keep_result(function, event, body):
    """What an asynchronous call of `function` with `event` has returned; `body` is None if it failed."""
    _results[(function, json.dumps(event, sort_keys=True))] = body


def _result(target):
    name = target["Arn"].rpartition(":function:")[2]
    try:
        event = json.dumps(json.loads(target.get("Input") or "null"), sort_keys=True)
    except ValueError:
        return (name, ""), None
    body = _results.get((name, event))
    return (name, event), json.loads(body) if isinstance(body, (str, bytes)) else body


class Unchanged:
    def __init__(self, clock):
        self._clock = clock
        # By schedule: its target, and how all was when its last call began.
        self._begun = {}
        self._begun_at = {}
        self._last = {}
        # By schedule: until when its calls were the same, and whether they still are.
        self._passed = {}
        self._are_same = set()
        self._passes = not os.environ.get("REHEARSAL_EVERY_CALL")
        _instances.append(self)

    def begin(self, key, target):
        name, _ = _result(target)
        _results.pop(name, None)
        self._begun[key] = (target, self._state())
        self._begun_at[key] = self._clock.now()

    def passed(self, key, last):
        """Until when the schedule's calls after the one at `last` are the same: at most the moment itself. Calls
        from there on must be made."""
        now = self._clock.now()
        self._last[key] = last
        until = self._until(key, last)
        if until is not None:
            self._passed[key] = min(now, until)
            self._are_same.add(key)
            return until
        if key in self._are_same:
            # Something has just changed: until now they were the same.
            self._passed[key] = now
            self._are_same.discard(key)
        return max(last, self._passed.get(key, last))

    def settle(self):
        for key, last in list(self._last.items()):
            until = self._until(key, last)
            if until is not None:
                self._passed[key] = min(self._clock.now(), until)

    def passed_since(self, moment):
        """Of the schedules whose last call was not after `moment`."""
        self.settle()
        return max((passed for key, passed in list(self._passed.items()) if self._begun_at[key] <= moment), default=0)

    def passes_until(self, moment):
        ahead = (self._until(key, last) for key, last in list(self._last.items()) if self._begun_at.get(key, moment + 1) <= moment)
        return max([self.passed_since(moment), *(until for until in ahead if until is not None)])

    def _until(self, key, last):
        target, state = self._begun.get(key, (None, None))
        if not self._passes or target is None or state is None or state != self._state():
            return None
        _, result = _result(target)
        if not isinstance(result, dict) or "unchangedUntil" not in result or result.get("unread"):
            return None
        said = result["unchangedUntil"]
        longest = last + LONGEST_SECONDS
        if said == "":
            return longest
        return min(longest, datetime.fromisoformat(said.replace("Z", "+00:00")).timestamp())

    def _state(self):
        """How all is that somebody may change; None if that is unknown."""
        world = self._clock.world_version()
        if world is None:
            return None
        executions = [execution["status"] for execution in list(stepfunctions._executions.values())]
        return world, _writes, len(executions), executions.count("RUNNING")
