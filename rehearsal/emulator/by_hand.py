"""What somebody does by hand to what is deployed, and what undoes it: EventBridge's rules and targets, SNS's topics
with their subscriptions, and what of Lambda's concurrency is reserved are put back as they were."""

import copy

import ministack.services.eventbridge as eventbridge
import ministack.services.lambda_svc as lambda_svc
import ministack.services.sns as sns

_STORES = (eventbridge._rules, eventbridge._targets, sns._topics, sns._sub_arn_to_topic)


class ByHand:
    """Keeps what was there before anybody did anything."""

    def __init__(self):
        self._before = None

    def begin(self):
        if self._before is None:
            self._before = ([copy.deepcopy(store._data) for store in _STORES], _concurrency())

    def undo(self):
        """Says whether there was anything to undo."""
        if self._before is None:
            return False
        stores, concurrency = self._before
        self._before = None
        for store, data in zip(_STORES, stores):
            store._data.clear()
            store._data.update(data)
        for key, function in lambda_svc._functions._data.items():
            function["concurrency"] = concurrency.get(key)
        return True


def _concurrency():
    return {key: function.get("concurrency") for key, function in lambda_svc._functions._data.items()}
