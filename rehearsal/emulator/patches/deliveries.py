"""Deliveries in the background count as work: EventBridge and SNS to functions, asynchronous invocations.

Retries of an asynchronous invocation wait on the rehearsal's clock, as long as AWS waits: one minute, then two
(Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation"). EventBridge
invokes asynchronously, so a function that it calls is retried too.
"""

import threading
import time

import ministack.services.eventbridge as eventbridge
import ministack.services.lambda_svc as lambda_svc
import ministack.services.sns as sns

from clock import CountedThread

from .expect import Module, replace_text

ASYNC_RETRY_BASE_SECONDS = 60


def install(clock):
    counted = Module(threading, Thread=lambda **arguments: CountedThread(clock, **arguments))
    sns._threading = counted
    replace_text(
        eventbridge,
        "_dispatch_to_lambda",
        [("    threading.Thread(\n"
          "        target=lambda_svc._execute_function_with_config_scope, args=(exec_record, event), daemon=True\n"
          "    ).start()\n",
          "    lambda_svc.invoke_async_with_retry(exec_record, event)\n")],
    )
    replace_text(
        lambda_svc,
        "invoke_async_with_retry",
        [
            ("    threading.Thread(target=ctx_snapshot.run, args=(_run,), daemon=True).start()",
             "    _rehearsal_thread(target=ctx_snapshot.run, args=(_run,), name='asynchronous invocation').start()"),
            ("                time.sleep(delay)\n", "                _rehearsal_sleep(delay)\n"),
            ("_LAMBDA_ASYNC_RETRY_BASE_SECONDS * (2 ** (attempt - 1))",
             "_rehearsal_retry_base * (2 ** (attempt - 1))"),
            ("                            _LAMBDA_ASYNC_RETRY_MAX_SECONDS)\n",
             "                            _rehearsal_retry_base * 2)\n"),
        ],
        _rehearsal_thread=counted.Thread,
        _rehearsal_sleep=clock.sleep,
        _rehearsal_retry_base=ASYNC_RETRY_BASE_SECONDS,
    )
