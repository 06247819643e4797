"""1,000 reset requests for one mailbox, each from another network: how many mails it gets, and which of their links work.

With a real mail server as fast as they go, and once more when the next mail may be sent; then in test mode through three hours of a moved clock.
"""

import datetime
import time
import urllib.parse

from harness.attack import HOUR, Hours, limited, network, person, sent_from
from harness.clients import DOORS, Client, good
from harness.figures import Verdict, at_most
from harness.measuring import Report
from harness.requests import Request
from harness.smtp import Sink

LONGEST = 400
REQUESTS = 1_000
HOURS = 3
MOST_AN_HOUR = 5
# The second mail may follow the first after so long.
SECOND_MAIL = 121


def ask(client, numbers, between=lambda: None):
    """Requests for the mailbox from so many networks; every answer is the same."""
    for number in numbers:
        request = Request("POST", "/user_account/reset_password_request", {"username": "owner"})
        good(client.ask(sent_from(network(number), request)), 200)
        between()


def follow(client, link, password):
    """The status of a new password by a link."""
    return client.ask(Request("POST", urllib.parse.urlsplit(link).path, {"pwd": password})).status


def signs_in(client, password):
    return client.ask(DOORS["A"].log_in(person("owner"), password)).status == 200


def by_mail(context):
    """How many mails came at once, and how many later; the statuses of the first link, then of the second."""
    sink = context.owns(Sink().start())
    server = limited(context, settings={"VESTIBULE_SMTP_URL": sink.url(), "VESTIBULE_MAIL_FROM": "bench@example.org"})
    client, who = Client(server.port), person("owner")
    DOORS["A"].register(client, who)
    sink.wait_for(lambda: sink.to(who.address), 30)
    counts = []
    for half in range(2):
        ask(client, range(half * REQUESTS // 2, (half + 1) * REQUESTS // 2))
        sink.wait_for(lambda: len(sink.to(who.address)) > 1 + half, 10)
        counts.append(len(sink.to(who.address)) - 1)
        if not half:
            client.close()
            time.sleep(SECOND_MAIL)
    first, second = (mail.links()[0] for mail in sink.to(who.address)[1:])
    statuses = [follow(client, first, "Another0ne"), follow(client, second, "Second0ne")]
    return counts, statuses, signs_in(client, "Another0ne")


def in_hours(context):
    """The most mails in an hour; the statuses of the newest link and of the one before it, followed after it."""
    server = limited(context, "hours", test=True)
    client, hours = Client(server.port), Hours(server)
    DOORS["A"].register(client, person("owner"))
    ask(client, range(REQUESTS), lambda: hours.advance(HOURS * HOUR / REQUESTS))
    answer = client.ask(Request("GET", f"/v1/test/mails?to={person('owner').address}"))
    mails = [mail for mail in answer.json()["items"] if "reset_password" in mail["links"][0]]
    times = sorted(datetime.datetime.fromisoformat(mail["at"]).timestamp() for mail in mails)
    most = max(sum(begin <= at < begin + HOUR for at in times) for begin in times)
    newest, before = mails[0]["links"][0], mails[1]["links"][0]
    return len(mails), most, [follow(client, newest, "Newest0ne"), follow(client, before, "Before0ne")]


def run(context):
    counts, first_then_second, signed_in = by_mail(context)
    total, most, newest_then_before = in_hours(context)
    rows = [["as fast as they go", REQUESTS, f"{counts[0]}, then {counts[1] - counts[0]}", f"first {first_then_second[0]}, then second {first_then_second[1]}"],
            [f"through {HOURS} moved hours", REQUESTS, f"{total}, at most {most} an hour", f"newest {newest_then_before[0]}, then the one before {newest_then_before[1]}"]]
    verdicts = [
        at_most("mails in an hour", max(most, counts[1]), MOST_AN_HOUR, digits=0),
        Verdict("the first link works when a second was mailed", f"{first_then_second[0]}", first_then_second[0] == 200 and signed_in and counts[1] == 2),
        Verdict("an older link is dead when a newer one has set a password", str(newest_then_before), newest_then_before[0] == 200 and newest_then_before[1] >= 400),
    ]
    return Report([(["reset requests for one mailbox", "requests", "mails", "links"], rows)], verdicts, {"rows": rows})
