"""Every request counts as made over TLS (`aws:SecureTransport`).

The rehearsal speaks plain HTTP on the loopback interface where production speaks HTTPS. Buckets that refuse plain
HTTP, as the CDK's own and the migration's do, would refuse everybody here.
"""

import ministack.core.iam_evaluator as evaluator

from .expect import wrap


def install(_clock):
    @wrap(evaluator, "pin_request_origin", "(source_ip, secure_transport)")
    def pin_request_origin(original, source_ip, secure_transport):
        original(source_ip, True)
