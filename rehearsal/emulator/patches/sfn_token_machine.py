"""A task token belongs to a machine, and who answers it is judged on that machine.

MiniStack judges SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat on `*`. IAM's reference names no resource for
them either, but AWS's denials name the machine that the token is of, and policies that name it work: what the CDK's
`grantTaskResponse` gives rests on that.
"""

import ministack.core.iam_actions as iam_actions
import ministack.services.stepfunctions as stepfunctions

from .expect import replace_text, wrap

# The machine's ARN by token; tokens that were answered or ran out stay, for late answers are judged the same.
_machines = {}


def machine_of(token):
    return _machines.get(token)


def install(_clock):
    def token_of(ctx):
        token = ctx["Task"]["Token"]
        _machines[token] = ctx["StateMachine"]["Id"]
        return token

    replace_text(
        stepfunctions,
        "_execute_task",
        [('resource, effective, ctx["Task"]["Token"], state_def)',
          "resource, effective, _rehearsal_token_of(ctx), state_def)")],
        _rehearsal_token_of=token_of,
    )

    @wrap(iam_actions, "extract_resource_arn",
          "(service, method, path, headers, body, query_params, region, account_id)")
    def extract_resource_arn(original, service, method, path, headers, body, *others):
        found = original(service, method, path, headers, body, *others)
        if service != "states" or found != "*":
            return found
        return machine_of(iam_actions._safe_json_field(body, "taskToken")) or found
