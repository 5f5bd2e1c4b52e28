"""Lambda's GetAccountSettings gives the limits of the account that is rehearsed, beside what functions have reserved.

MiniStack has one number for the account, by which it throttles, too. A rehearsal is not throttled: how many functions
others run meanwhile nobody knows.
"""

import ministack.services.lambda_svc as lambda_svc

from .expect import replace_text

# Source: "Lambda quotas" in its developer guide.
_USUAL = 1000
_limit = {"ConcurrentExecutions": _USUAL, "UnreservedConcurrentExecutions": _USUAL}


def set_limit(all_of_them, unreserved):
    _limit.update(ConcurrentExecutions=all_of_them, UnreservedConcurrentExecutions=unreserved)


def install(_clock):
    replace_text(
        lambda_svc,
        "_get_account_settings",
        [("    account_cap = _ACCOUNT_CONCURRENCY_CAP or 1000\n", ""),
         ('            "ConcurrentExecutions": account_cap,\n',
          '            "ConcurrentExecutions": _rehearsal_limit["ConcurrentExecutions"],\n'),
         ('            "UnreservedConcurrentExecutions": max(account_cap - reserved_sum, 0),\n',
          '            "UnreservedConcurrentExecutions":\n'
          '                max(_rehearsal_limit["UnreservedConcurrentExecutions"] - reserved_sum, 0),\n')],
        _rehearsal_limit=_limit,
    )
