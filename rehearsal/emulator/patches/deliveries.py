"""Deliveries in the background count as work: EventBridge and SNS to functions.

EventBridge invokes asynchronously, so what becomes of a call is Lambda's business (asynchronous_calls.py).
"""

import threading

import ministack.services.eventbridge as eventbridge
import ministack.services.sns as sns

from clock import CountedThread

from .expect import Module, replace_text


def install(clock):
    sns._threading = Module(threading, Thread=lambda **arguments: CountedThread(clock, **arguments))
    replace_text(
        eventbridge,
        "_dispatch_to_lambda",
        [("    threading.Thread(\n"
          "        target=lambda_svc._execute_function_with_config_scope, args=(exec_record, event), daemon=True\n"
          "    ).start()\n",
          "    lambda_svc.invoke_async_with_retry(exec_record, event)\n")],
    )
