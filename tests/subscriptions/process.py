"""A parent that has Django loaded and forks the site's processes: fifty of them can start and die in a minute.

Orders come as lines of JSON on standard input, and each is answered with one. `start` forks a process and tells its
id, `call` waits for what it returns, `here` does it without a fork, `bury` waits for a death.
"""

import json
import os
import signal
import sys
import time
from datetime import timedelta

from django.conf import settings

port, patience = int(sys.argv[1]), float(sys.argv[2])
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, patience

import django  # noqa: E402

django.setup()

from django.core.mail.utils import DNS_NAME  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from home.models import PeriodicRun  # noqa: E402
from home.registries import periodic_jobs  # noqa: E402
from mail import suppliers  # noqa: E402
from mail.models import STUCK_AFTER, OutgoingMail, SuspendedAddress  # noqa: E402
from mail.to_do import unsent_mail  # noqa: E402
from subscriptions import events, mailing  # noqa: E402
from subscriptions.models import Delivery, Event, FollowingSettings, Subscriber, Subscription  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench.dataset import without_tasks  # noqa: E402

JOBS = ("deliver_mail", "hand_over_news")


def begin(followers):
    """Make a site whose blog so many follow."""
    factories.ground()
    factories.SiteTextFactory(name="Samspill på Ås")
    chosen = FollowingSettings.load()
    chosen.wait_minutes = 0
    chosen.save()
    since = timezone.now() - timedelta(days=1)
    people = Subscriber.objects.bulk_create(
        Subscriber(email=f"f{number}@example.org", language="nb", state="active", confirmed_at=since)
        for number in range(followers)
    )
    Subscription.objects.bulk_create(
        Subscription(subscriber=person, kind="blog", key="all", since=since) for person in people
    )
    factories.blog()
    # Of what the clock does, only this is about mail.
    tomorrow = timezone.now() + timedelta(days=1)
    PeriodicRun.objects.bulk_create(
        PeriodicRun(name=job.name, started_at=tomorrow, finished_at=tomorrow)
        for job in periodic_jobs
        if job.name not in JOBS
    )


def publish(*titles, pause=0.0):
    for title in titles:
        time.sleep(pause)
        # Those that index would be what most workers die of.
        with without_tasks():
            factories.post(parent=factories.blog(), title=title, text=f"<p>Om {title}.</p>")


def warm_up():
    """Write mails and forget them: a process that has never written one spends its short life on templates."""
    with transaction.atomic():
        events.hand_over_due()
        assert mailing.write_due(1) == 1
        transaction.set_rollback(True)


def pass_time():
    """Let a day and a night pass in which no process lives; return (attempts, seconds to the next) of what failed."""
    now = timezone.now()
    failed = OutgoingMail.objects.failing().filter(next_attempt_at__gt=now)
    pauses = [(n, (at - now).total_seconds()) for n, at in failed.values_list("attempts", "next_attempt_at")]
    ago = timedelta(hours=25)
    OutgoingMail.objects.filter(state="sending").update(claimed_at=F("claimed_at") - STUCK_AFTER)
    OutgoingMail.objects.filter(state="waiting").update(next_attempt_at=F("next_attempt_at") - ago)
    turn_clock()
    return pauses


def turn_clock():
    """Make the clock's jobs due again, also those that somebody who is dead had in hand."""
    PeriodicRun.objects.filter(name__in=JOBS).update(started_at=F("started_at") - timedelta(hours=1))


def unsettled(today=False):
    """Return how much is still to be done, or only how much of it `today`: what failed is tried on other days."""
    mails = OutgoingMail.objects.filter(state__in=["waiting", "sending"])
    return (
        Event.objects.filter(state="waiting").count()
        + Delivery.objects.waiting().filter(subscriber__in=Subscriber.objects.active()).count()
        + (mails.exclude(next_attempt_at__gt=timezone.now()) if today else mails).count()
    )


def found():
    """Return all that the site knows of its mail in the end."""
    told = Delivery.objects.values_list("subscriber__email", "event__key", "state", "mail__message_id")
    return {
        "mails": list(OutgoingMail.objects.values_list("message_id", "to", "state", "attempts")),
        "told": list(told),
        "suspended": sorted(SuspendedAddress.objects.values_list("address", flat=True)),
        "to_do": [to_do.count for to_do in unsent_mail(None)],
    }


def work(queries=0, breaks=""):
    """Be a worker, which dies before this many-th query of its own; `breaks` names what breaks a rule first."""
    if breaks:
        import_string(breaks)()
    # Little at a time, so that writing is cut off as often as sending.
    suppliers.AT_A_TIME = 60
    # The server reads in it who is speaking.
    DNS_NAME._fqdn = f"worker-{os.getpid()}"
    left = queries

    def count(execute, *asked):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)

    with connection.execute_wrapper(count):
        call_command("worker", interval=0.05)


ACTIONS = {act.__name__: act for act in (begin, publish, warm_up, pass_time, turn_clock, unsettled, found, work)}


def forked(action, arguments, answers=None):
    """Run an action in a child of its own; return its id."""
    connections.close_all()
    if pid := os.fork():
        return pid
    code = 1
    try:
        # The parent's orders and answers are not the child's.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        returned = ACTIONS[action](*arguments.get("args", ()), **arguments.get("named", {}))
        if answers is not None:
            with os.fdopen(answers, "w") as out:
                json.dump(returned, out, default=str)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


def call(action, arguments):
    reading, writing = os.pipe()
    pid = forked(action, arguments, writing)
    os.close(writing)
    with os.fdopen(reading) as answers:
        said = answers.read()
    _pid, status = os.waitpid(pid, 0)
    return {"returned": json.loads(said)} if status == 0 else {"trouble": f"{action} ended with {status}"}


def main():
    children = set()
    try:
        for line in sys.stdin:
            order = json.loads(line)
            if order["do"] == "start":
                pid = forked(order["action"], order)
                children.add(pid)
                answer = {"returned": pid}
            elif order["do"] == "bury":
                _pid, status = os.waitpid(order["pid"], 0)
                children.discard(order["pid"])
                answer = {"returned": os.waitstatus_to_exitcode(status)}
            elif order["do"] == "here":
                answer = {"returned": ACTIONS[order["action"]](*order["args"])}
            else:
                answer = call(order["action"], order)
            print(json.dumps(answer), flush=True)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
