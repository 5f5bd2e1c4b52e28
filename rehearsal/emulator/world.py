"""Asks the world (the process that simulates clients, load balancers, people) for its next event.

`POST <url>/advance` with `{"now": ms, "until": ms | null}` answers `{"stopAt": ms | null, "version"?: string | null}`. The world lives its
clients' lives from `now` to `until` and stops where something happens (`stopAt` ≤ `until`); with `until` null
nothing is pending here, and null in return means that nothing will happen there either. When `now` has reached
a moment at which the world wanted to be woken, it acts before it answers; calls that it makes to the emulator
meanwhile are work like any other. Time runs normally during the question.
"""

import http.client
import json
import urllib.parse

ANSWER_TIMEOUT_SECONDS = 120


class World:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self._address = (parts.hostname, parts.port)
        self._path = parts.path.rstrip("/") + "/advance"
        # Of all that is simulated there, as it was at the last answer; None if it may change at any time.
        self.version = None

    def advance(self, now, until):
        """When the world wants to be woken, in seconds; None if it has nothing before `until`."""
        question = {"now": int(now * 1000), "until": None if until is None else int(until * 1000)}
        answer = self._post(question)
        stop = answer.get("stopAt", "missing")
        self.version = answer.get("version")
        if stop is None and question["until"] is None:
            return None
        if not isinstance(stop, (int, float)) or isinstance(stop, bool):
            raise ValueError(f"POST /advance {question} answered {answer}; expected a number of ms as stopAt")
        if question["until"] is not None and stop > question["until"]:
            raise ValueError(f"POST /advance {question} answered {answer}: stopAt is later than until")
        return None if stop == question["until"] else stop / 1000

    def _post(self, question):
        # A connection of its own each time: a kept one may have been closed by the world just now.
        connection = http.client.HTTPConnection(*self._address, timeout=ANSWER_TIMEOUT_SECONDS)
        try:
            connection.request("POST", self._path, json.dumps(question), {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(f"POST /advance {question} answered {response.status}: {text[:500]}")
        return json.loads(text)
