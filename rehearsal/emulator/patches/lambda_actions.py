"""A function's reserved concurrency is read, set and removed by an action each.

MiniStack judges all three by lambda:PutFunctionConcurrency.
"""

import ministack.core.iam_actions as iam_actions

from .expect import replace_text


def install(_clock):
    replace_text(
        iam_actions,
        "_lambda_action",
        [('        "concurrency": "PutFunctionConcurrency",\n',
          '        "concurrency": {"GET": "GetFunctionConcurrency",\n'
          '                        "DELETE": "DeleteFunctionConcurrency"}.get(method, "PutFunctionConcurrency"),\n')],
    )
