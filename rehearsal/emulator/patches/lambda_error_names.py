"""A function's error keeps its name: `errorType` is the thrown error's `name`, as AWS's Node.js runtime reports it.

MiniStack reports every one as `Runtime.HandlerError`, so that no Retry or Catch by name could ever match.
Rule: toRapidResponse in aws-lambda-nodejs-runtime-interface-client (errorType, errorMessage, trace).
"""

import ministack.core.lambda_runtime as lambda_runtime
import ministack.services.lambda_svc as lambda_svc

from .expect import replace_in_constant, wrap

_REPORT = """(e => e instanceof Error || (e && typeof e.stack === "string")
            ? { error: String(e.message), errorType: String(e.name), trace: String(e.stack) }
            : { error: String(e), errorType: typeof e, trace: "" })"""


class ReportedError(str):
    """An error message with the name and the trace that came with it."""

    error_type = ""
    trace = ""


def install(_clock):
    replace_in_constant(
        lambda_runtime,
        "_NODEJS_WORKER_SCRIPT",
        [
            ('status: "error", error: String(err.message || err), trace: err.stack || ""',
             f'status: "error", ...{_REPORT}(err)'),
            ('status: "error", error: e.message, trace: e.stack\n',
             f'status: "error", ...{_REPORT}(e)\n'),
            # A rejection without a reason is an error too.
            ("if (err) {\n", "if (err || failed) {\n"),
            ("const settle = (err, res) => {", "const settle = (err, res, failed = false) => {"),
            ("err => settle(err))", "err => settle(err, undefined, true))"),
        ],
    )

    @wrap(lambda_runtime.Worker, "invoke",
          "(self, event, request_id, *, trace_id=None, depth=None, durable=None, invoked_function_arn=None)")
    def invoke(original, *args, **kwargs):
        response = original(*args, **kwargs)
        if response.get("status") == "error" and "errorType" in response:
            message = ReportedError(response.get("error", ""))
            message.error_type, message.trace = response["errorType"], response.get("trace") or ""
            response["error"] = message
        return response

    @wrap(lambda_svc, "_execute_function_warm", "(func, event, request_id)")
    def execute(original, func, event, request_id):
        result = original(func, event, request_id)
        body = result.get("body")
        message = body.get("errorMessage") if result.get("error") and isinstance(body, dict) else None
        if isinstance(message, ReportedError):
            result["body"] = {
                "errorType": message.error_type,
                "errorMessage": str(message),
                "trace": message.trace.split("\n") if message.trace else [],
            }
        return result
