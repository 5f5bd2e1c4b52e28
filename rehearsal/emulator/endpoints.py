"""The rehearsal's own endpoints, in front of the emulator's; every other request counts as work while it's served.

GET  /_rehearsal/health       {"status": "ok"}
GET  /_rehearsal/clock        {now, offset, pending, next, busy, held, worldError} (ms; next: the earliest wait)
POST /_rehearsal/clock/hold, /_rehearsal/clock/release       no jumps in between (they nest)
POST /_rehearsal/clock/park, /_rehearsal/clock/unpark        {"requestId" | "key"}: a function held on purpose
GET  /_rehearsal/in-flight    the functions that are running
POST /_rehearsal/events       {"entries": [{bus?, source, detailType, detail, resources?}]}: AWS's own events too, and partners'
POST /_rehearsal/authorize    {accessKeyId, action, resource, context?: {key: [values]}}
GET  /_rehearsal/resource-types   {"types": […]}: what CloudFormation can make here
GET  /_rehearsal/health-checks    {"healthChecks": [{"id", "config", "alarm"}]}: those of templates, each after its children
GET  /_rehearsal/dashboards   {"dashboards": {name: body}}
GET  /_rehearsal/log-queries  {"queries": [{"name", "query", "groups"}]}: those of templates
GET  /_rehearsal/metric-filters   {"filters": [{"group", "pattern", "namespace", "metricName"}]}: of log groups
POST /_rehearsal/log-lines    {"group"}: {"lines": [text …]}, or null where there is no such group
GET  /_rehearsal/executions, /_rehearsal/roles     what runs, and what functions may do
POST /_rehearsal/executions/forget   {"forgotten": n}: those that have ended, as if they had never been
POST /_rehearsal/subscriptions/confirm   {"topicArn"}: as people do by the links in their mails
POST /_rehearsal/keys         {"keys": [KeyMetadata …]}: KMS keys with those ids, with Policy, Grants and Aliases, in place of those that came so before
POST /_rehearsal/secrets/arns   {"arns": [complete ones]}: of secrets that are created from now on, in place of those that came so before
POST /_rehearsal/by-hand/begin, /_rehearsal/by-hand/undo    {"undone": bool}: what somebody does by hand in between is undone
POST /_rehearsal/concurrency  {"all", "unreserved"}: Lambda's limits of the account
POST /_rehearsal/task-token   {"token"}: {"machine"}, the ARN of the machine that it is of, or null
POST /_rehearsal/functions-endpoint   {"url"}: where functions that start from now on send their AWS calls
"""

import json
import logging
import os

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.eventbridge as eventbridge
import ministack.services.kms as kms

import executions
from authorization import authorize
from by_hand import ByHand
from patches.account_settings import set_limit
from patches.cloudformation_health_checks import health_checks
from patches.cloudformation_log_queries import dashboards, log_lines, log_queries, metric_filters
from patches.secret_arns import give
from patches.sfn_token_machine import machine_of
from patches.sns_subscriptions import confirm_by_email
from unchanged import count_request
from work import request_activity

logger = logging.getLogger("rehearsal.endpoints")

PREFIX = "/_rehearsal/"


class BadRequest(Exception):
    """What was wrong with a request, for its sender."""


class Endpoints:
    """The ASGI application: ours under /_rehearsal/, the emulator's for the rest."""

    def __init__(self, emulator, clock, in_flight):
        self._emulator = emulator
        self._clock = clock
        self._in_flight = in_flight
        self._by_hand = ByHand()
        self._routes = {
            ("GET", "health"): lambda _: {"status": "ok"},
            ("GET", "clock"): lambda _: clock.status(),
            ("POST", "clock/hold"): self._hold,
            ("POST", "clock/release"): self._release,
            ("POST", "clock/park"): lambda body: self._park(in_flight.park, body),
            ("POST", "clock/unpark"): lambda body: self._park(in_flight.unpark, body),
            ("GET", "in-flight"): lambda _: {"invocations": in_flight.list()},
            ("POST", "events"): _put_events,
            ("POST", "authorize"): _authorize,
            ("POST", "subscriptions/confirm"): _confirm_subscriptions,
            ("POST", "keys"): _put_keys,
            ("POST", "secrets/arns"): _give_arns,
            ("POST", "by-hand/begin"): lambda _: self._by_hand.begin() or {},
            ("POST", "by-hand/undo"): lambda _: {"undone": self._by_hand.undo()},
            ("POST", "concurrency"): _set_concurrency,
            ("POST", "task-token"): lambda body: {"machine": machine_of(_field(body, "token", str))},
            ("POST", "functions-endpoint"): _set_functions_endpoint,
            ("GET", "resource-types"): lambda _: {"types": sorted(provisioners._RESOURCE_HANDLERS)},
            ("GET", "health-checks"): lambda _: {"healthChecks": health_checks()},
            ("GET", "dashboards"): lambda _: {"dashboards": dashboards()},
            ("GET", "log-queries"): lambda _: {"queries": log_queries()},
            ("GET", "metric-filters"): lambda _: {"filters": metric_filters()},
            ("POST", "log-lines"): lambda body: {"lines": log_lines(_field(body, "group", str))},
            ("GET", "executions"): lambda _: {"executions": executions.executions()},
            ("POST", "executions/forget"): lambda _: {"forgotten": executions.forget_ended()},
            ("GET", "roles"): lambda _: {"roles": executions.roles()},
        }

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self._emulator(scope, receive, send)
        if scope["path"].startswith(PREFIX):
            return await self._answer(scope, receive, send)
        count_request(scope["method"], dict(scope["headers"]))
        # Somebody who looks on again and again must not keep time from jumping in between.
        activity = self._clock.work.begin(f"{scope['method']} {scope['path']}", lingers=False)
        token = request_activity.set(activity)
        try:
            await self._emulator(scope, receive, send)
        finally:
            request_activity.reset(token)
            self._clock.work.end(activity)

    async def _answer(self, scope, receive, send):
        route = self._routes.get((scope["method"], scope["path"][len(PREFIX):]))
        try:
            if route is None:
                status, answer = 404, {"message": f"there is no {scope['method']} {scope['path']}"}
            else:
                status, answer = 200, route(_parse(await _read(receive)))
        except BadRequest as error:
            status, answer = 400, {"message": str(error)}
        except Exception as error:
            logger.exception("%s %s failed", scope["method"], scope["path"])
            status, answer = 500, {"message": f"{type(error).__name__}: {error}"}
        body = json.dumps(answer).encode()
        await send({"type": "http.response.start", "status": status,
                    "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    def _hold(self, _):
        self._clock.hold()
        return self._clock.status()

    def _release(self, _):
        self._clock.release()
        return self._clock.status()

    def _park(self, change, body):
        if not body.get("requestId") and not body.get("key"):
            raise BadRequest("requestId or key is missing")
        changed = change(request_id=body.get("requestId"), key=body.get("key"))
        if changed is None:
            raise BadRequest(f"no such function is in flight: {body}; there are {self._in_flight.list()}")
        return changed


async def _read(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


def _parse(body):
    try:
        parsed = json.loads(body) if body else {}
    except ValueError as error:
        raise BadRequest(f"the body is not JSON: {error}") from None
    if not isinstance(parsed, dict):
        raise BadRequest("the body must be a JSON object")
    return parsed


def _field(body, name, kind):
    value = body.get(name)
    if not isinstance(value, kind):
        raise BadRequest(f"{name} is {value!r}; expected {kind.__name__}")
    return value


def _put_events(body):
    entries = [_entry(entry) for entry in _field(body, "entries", list)]
    _, _, text = eventbridge._put_events({"Entries": entries}, allow_aws_source=True)
    answer = json.loads(text)
    if answer.get("FailedEntryCount") != 0:
        raise BadRequest(f"EventBridge refused: {answer}")
    return {"eventIds": [entry["EventId"] for entry in answer["Entries"]]}


def _confirm_subscriptions(body):
    topic_arn = _field(body, "topicArn", str)
    confirmed = confirm_by_email(topic_arn)
    if confirmed is None:
        raise BadRequest(f"there is no topic {topic_arn}")
    return {"confirmed": confirmed}


_put_before = set()


def _put_keys(body):
    for key_id in _put_before:
        arn = kms._keys.pop(key_id)["Arn"]
        for grant_id in [grant_id for grant_id, grant in kms._grants.items() if grant["KeyId"] == arn]:
            del kms._grants[grant_id]
        for alias_arn in [alias_arn for alias_arn, target in kms._aliases.items() if target == key_id]:
            del kms._aliases[alias_arn]
    _put_before.clear()
    return {"arns": [_put_key(metadata) for metadata in _field(body, "keys", list)]}


def _put_key(metadata):
    key_id = _field(metadata, "KeyId", str)
    new_id, kms.new_uuid = kms.new_uuid, lambda: key_id
    asked = {name: metadata[name] for name in ("Description", "KeySpec", "KeyUsage") if name in metadata}
    try:
        status, _, text = kms._create_key(asked)
    finally:
        kms.new_uuid = new_id
    if status != 200:
        raise BadRequest(f"KMS refused: {text}")
    record = kms._keys[key_id]
    if metadata.get("Policy"):
        record["Policy"] = metadata["Policy"]
    record["KeyRotationEnabled"] = metadata.get("KeyRotationEnabled", False)
    for grant in metadata.get("Grants") or []:
        status, _, text = kms._create_grant({**grant, "KeyId": key_id})
        if status != 200:
            raise BadRequest(f"KMS refused: {text}")
    for alias in metadata.get("Aliases") or []:
        status, _, text = kms._create_alias({"AliasName": alias, "TargetKeyId": key_id})
        if status != 200:
            raise BadRequest(f"KMS refused: {text}")
    record["KeyState"] = metadata.get("KeyState", "Enabled")
    record["Enabled"] = record["KeyState"] == "Enabled"
    _put_before.add(key_id)
    return record["Arn"]


def _give_arns(body):
    give(_field(body, "arns", list))
    return {}


def _set_concurrency(body):
    set_limit(_field(body, "all", int), _field(body, "unreserved", int))
    return {}


def _set_functions_endpoint(body):
    # Functions inherit this process's environment when they are started.
    os.environ["AWS_ENDPOINT_URL"] = _field(body, "url", str)
    return {}


def _entry(entry):
    return {
        "Source": _field(entry, "source", str),
        "DetailType": _field(entry, "detailType", str),
        "Detail": json.dumps(_field(entry, "detail", dict)),
        "Resources": entry.get("resources", []),
        "EventBusName": entry.get("bus", "default"),
    }


def _authorize(body):
    context = body.get("context") or {}
    wrong = {key: values for key, values in context.items() if not isinstance(values, list)}
    if wrong:
        raise BadRequest(f"each condition key has a list of values; got {wrong}")
    return authorize(_field(body, "accessKeyId", str), _field(body, "action", str), _field(body, "resource", str),
                     context).as_json()
