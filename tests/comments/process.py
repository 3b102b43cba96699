"""A process of the site's, on a database file of its own: process.py ACTION FOLDER PORT.

`begin` fills the database, `post` takes a comment and dies the moment it is stored, `daily` tells followers
once a file named go is there, `work` is the worker. Mail goes to the server on PORT.
"""

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

action, folder, port = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from blog.models import PostPage  # noqa: E402
from comments import notices  # noqa: E402
from comments.models import ReplyNotice, Rhythm, Writer  # noqa: E402
from home.models import PeriodicRun  # noqa: E402
from mail import outbox  # noqa: E402
from tests import factories  # noqa: E402
from tests.comments import mails  # noqa: E402
from tests.home import worker_tasks  # noqa: E402

FOLLOWERS = 12
ANSWERS = 3


def begin():
    """Make a post with a thread that many follow, and answers that nobody has been told of."""
    mails.settings_are()
    post = factories.post(title="Bokbåten")
    asked = mails.published(post, name="Kari", text="Hva nå?")
    for number in range(FOLLOWERS):
        mails.published(post, name=f"F{number}", reply_to=asked, followup=True)
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    for number in range(ANSWERS):
        mails.comment(post, name="Ola", text=f"Svar {number}", reply_to=asked)
    ReplyNotice.objects.update(created_at=timezone.now() - timedelta(days=2))
    worker_tasks.take_a_while.enqueue(str(folder / "busy"), str(folder / "ended"), 300)


def post():
    """Take a comment, and die before anything is done about its mail."""
    outbox.deliver_soon = lambda: os.kill(os.getpid(), signal.SIGKILL)
    key = PostPage.objects.get(title="Bokbåten").translation_key
    fields = {"name": "Per", "email": "per@example.org", "comment": "Skrevet like før slutten."}
    Client().post(f"/comments/on/post/{key}/", fields, headers={"Sec-Fetch-Site": "same-origin"})
    raise AssertionError("Nothing was put in the outbox.")


def daily():
    (folder / f"ready-{os.getpid()}").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    print(notices.send_daily())


def work():
    # As after an hour: what the worker before has run is due again.
    PeriodicRun.objects.filter(name="deliver_mail").update(started_at=timezone.now() - timedelta(hours=1))
    call_command("worker", interval=0.2)


if __name__ == "__main__":
    {"begin": begin, "post": post, "daily": daily, "work": work}[action]()
