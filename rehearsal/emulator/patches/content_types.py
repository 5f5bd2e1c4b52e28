"""Answers keep the content type that the emulator's services give them.

To correct it, MiniStack reads botocore's whole description of each service that is asked: a fifth of a deployment. The
clients here read an answer by their own protocol, whatever its content type says.
"""

import ministack.core.responses as responses

from .expect import wrap


def install(_clock):
    @wrap(responses, "fix_error_content_type", "(service, status, headers)")
    def fix_error_content_type(_original, _service, _status, _headers):
        pass

    @wrap(responses, "fix_success_content_type", "(service, status, headers)")
    def fix_success_content_type(_original, _service, _status, _headers):
        pass
