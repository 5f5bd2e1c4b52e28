"""A subscription counts only once it's confirmed, by e-mail too, and is listed as pending until then, page by page.

MiniStack confirms e-mail subscriptions itself and lists all of them at once, with their ARNs. So a product that
notifies nobody would look well. People confirm by a link in a mail, which the emulator doesn't send: here they do it
by `/_rehearsal/subscriptions/confirm`. What a confirmed one gets is posted to the world, which has their mailbox:
`POST <world>/mail` with the message as SNS posts it to others.
"""

import asyncio
import os

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.sns as sns

from .expect import replace_text

# Source: SNS's developer guide, "Subscribing to a topic"; what AWS owns itself (SQS, Lambda …) confirms at once.
_CONFIRMED_BY_PEOPLE = ("http", "https", "email", "email-json")
# Source: ListSubscriptionsByTopic in SNS's API reference.
_PAGE = 100


def _needs_confirmation(protocol):
    return protocol in _CONFIRMED_BY_PEOPLE


def _listed_arn(subscription):
    return subscription["arn"] if subscription.get("confirmed") else "PendingConfirmation"


def _page(subscriptions, token):
    """The subscriptions of a page, and the XML that says where the next one begins."""
    start = int(token) if token else 0
    end = start + _PAGE
    return subscriptions[start:end], f"<NextToken>{end}</NextToken>" if end < len(subscriptions) else ""


def confirm_by_email(topic_arn):
    """Confirms what people have been sent a mail about; returns how many that were, None where there is no topic."""
    topic = sns._topics.get(topic_arn)
    if topic is None:
        return None
    pending = [each for each in topic["subscriptions"]
               if each["protocol"].startswith("email") and not each["confirmed"]]
    for each in pending:
        each["confirmed"] = True
        each["attributes"]["PendingConfirmation"] = "false"
    sns._refresh_subscription_counts(topic)
    return len(pending)


def _mail(envelope):
    world_url = os.environ.get("REHEARSAL_WORLD_URL")
    if world_url:
        delivery = sns._deliver_to_http(f"{world_url.rstrip('/')}/mail", envelope)
        sns._threading.Thread(target=asyncio.run, args=(delivery,), daemon=True).start()


def install(_clock):
    replace_text(
        sns,
        "_fanout",
        [('            logger.info("SNS fanout → email %s (stub)", endpoint)', "            _rehearsal_mail(envelope)")],
        _rehearsal_mail=_mail,
    )
    replace_text(
        sns,
        "_subscribe",
        [('needs_confirmation = protocol in ("http", "https")',
          "needs_confirmation = _rehearsal_needs_confirmation(protocol)"),
         ("    if needs_confirmation:\n        asyncio.ensure_future(",
          '    if protocol in ("http", "https"):\n        asyncio.ensure_future(')],
        _rehearsal_needs_confirmation=_needs_confirmation,
    )
    replace_text(
        sns,
        "_list_subscriptions_by_topic",
        [('    for sub in topic["subscriptions"]:',
          '    page, next_token = _rehearsal_page(topic["subscriptions"], _p(params, "NextToken"))\n    for sub in page:'),
         ("{sub['arn']}", "{_rehearsal_listed_arn(sub)}"),
         ("</Subscriptions></ListSubscriptionsByTopicResult>",
          "</Subscriptions>{next_token}</ListSubscriptionsByTopicResult>")],
        _rehearsal_page=_page,
        _rehearsal_listed_arn=_listed_arn,
    )
    replace_text(
        provisioners,
        "_sns_sub_create",
        [('protocol not in ("http", "https")', "not _rehearsal_needs_confirmation(protocol)")],
        _rehearsal_needs_confirmation=_needs_confirmation,
    )
    # The table of handlers has kept the function as it was.
    provisioners._RESOURCE_HANDLERS["AWS::SNS::Subscription"]["create"] = provisioners._sns_sub_create
