"""A real SMTP server that answers as told, and mails to send through it."""

import asyncio
import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from mail import outbox


class Answers:
    """What the server says to each recipient and to each mail, and what it has taken."""

    def __init__(self):
        self.received = []
        self.connections = 0
        self.sender_answer = ""
        self.recipient_answers = {}
        self.data_answer = "250 OK"
        self.hangs = False

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.recipient_answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if self.hangs:
            await asyncio.sleep(30)
        if self.data_answer.startswith("250"):
            self.received.append(envelope)
        return self.data_answer

    def parsed(self):
        """Return what arrived, parsed by today's rules."""
        return [email.message_from_bytes(envelope.content, policy=email.policy.default) for envelope in self.received]


class LocalController(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="localhost")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """Start a mail server, and have the outbox deliver to it."""
    answers = Answers()
    controller = LocalController(answers, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    answers.controller = controller
    yield answers
    if controller.loop.is_running():
        controller.stop(no_assert=True)


@pytest.fixture
def enqueue():
    """Put a mail in the outbox; every field has a value that may be overridden."""

    def put(**fields):
        values = {
            "to": "kari@example.org",
            "subject": "Møte på Ås",
            "text": "Hei, Kari.\n",
            "from_address": "Samspill <post@example.com>",
        }
        return outbox.enqueue(**values | fields)

    return put
