"""What the state machines are doing now, and what the roles of the functions allow: for views and checks."""

import json

import ministack.core.iam_evaluator as evaluator
import ministack.services.iam as iam
import ministack.services.lambda_svc as lambda_svc
import ministack.services.stepfunctions as stepfunctions
from ministack.core.responses import get_account_id


def executions():
    """Every execution, the oldest first; `state` and `entered` are those of the state it is in or ended in."""
    found = []
    for execution in list(stepfunctions._executions.values()):
        entered = next((event for event in reversed(execution["events"]) if "stateEnteredEventDetails" in event), {})
        found.append({
            "executionArn": execution["executionArn"],
            "machine": execution["stateMachineArn"].rsplit(":", 1)[-1],
            "name": execution["name"],
            "status": execution["status"],
            "started": execution["startDate"],
            "stopped": execution["stopDate"],
            "state": entered.get("stateEnteredEventDetails", {}).get("name"),
            "entered": entered.get("timestamp"),
            "within": _within(execution["events"]) if execution["status"] == "RUNNING" else [],
            "error": execution.get("error"),
            "cause": execution.get("cause"),
        })
    return sorted(found, key=lambda execution: execution["started"])


def _within(events):
    """The states that were entered and not left: in a Parallel its own, and one of each branch."""
    names = []
    for event in events:
        if "stateEnteredEventDetails" in event:
            names.append(event["stateEnteredEventDetails"]["name"])
        elif event.get("stateExitedEventDetails", {}).get("name") in names:
            names.remove(event["stateExitedEventDetails"]["name"])
    return names


def forget_ended():
    """Forgets the executions that have ended: their names can be given again. Returns how many."""
    ended = [arn for arn, execution in stepfunctions._executions.items() if execution["status"] != "RUNNING"]
    for arn in ended:
        stepfunctions._executions.pop(arn, None)
    return len(ended)


def roles():
    """Each role that functions run as: their names and the documents of all its policies."""
    found = {}
    for function in lambda_svc._functions.values():
        config = function["config"]
        role = found.setdefault(config["Role"], {"role": config["Role"], "functions": [], "policies": []})
        role["functions"].append(config["FunctionName"])
    for arn, role in found.items():
        role["policies"] = _documents(arn.rsplit("/", 1)[-1])
        role["functions"].sort()
    return sorted(found.values(), key=lambda role: role["role"])


def _documents(role_name):
    account = get_account_id()
    role = iam._roles.get_scoped(account, None, role_name) or {}
    documents = [{"name": name, "document": _parsed(document)}
                 for name, document in (role.get("InlinePolicies") or {}).items()]
    for arn in role.get("AttachedPolicies", []):
        document = evaluator._resolve_managed_policy_document(arn, account)
        documents.append({"name": arn, "document": _parsed(document)})
    return documents


def _parsed(document):
    return json.loads(document) if isinstance(document, str) else document
