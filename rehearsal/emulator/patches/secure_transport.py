"""Every request counts as made over TLS (`aws:SecureTransport`), and so do calls that AWS makes without one.

The rehearsal speaks plain HTTP on the loopback interface where production speaks HTTPS. Buckets and topics that refuse
plain HTTP, as the CDK's own and the migration's do, would refuse everybody here.
"""

import contextvars

import ministack.core.iam_evaluator as evaluator

from .expect import wrap


def install(_clock):
    # A machine that an event has started has no request behind it, so nothing pins an origin for its tasks.
    source_ip, _secure = evaluator._request_origin.get()
    evaluator._request_origin = contextvars.ContextVar("rehearsal_request_origin", default=(source_ip, True))

    @wrap(evaluator, "pin_request_origin", "(source_ip, secure_transport)")
    def pin_request_origin(original, source_ip, secure_transport):
        original(source_ip, True)
