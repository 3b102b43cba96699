import logging
from email.mime.image import MIMEImage

import pytest
from django.core import checks, mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives

from mail import outbox
from mail.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_goes_through_the_outbox(settings):
    # The test runner puts its own backend here.
    settings.EMAIL_BACKEND = "mail.backend.OutboxEmailBackend"


def test_what_django_sends_waits_in_the_outbox():
    assert mail.send_mail("Nytt passord", "Følg lenken", None, ["Kari <kari@example.org>"], html_message="<p>Følg</p>")
    row = OutgoingMail.objects.get()
    assert (row.to, row.subject, row.text, row.html) == (
        "kari@example.org",
        "Nytt passord",
        "Følg lenken",
        "<p>Følg</p>",
    )
    assert row.from_address == "samspill@localhost"
    assert mail.outbox == []


def test_each_recipient_gets_a_mail_of_their_own():
    message = EmailMessage(
        "Hei", "Hei", to=["a@example.org", "A <a@example.org>"], cc=["b@example.org"], bcc=["c@example.org"]
    )
    assert message.send() == 1
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        "a@example.org",
        "b@example.org",
        "c@example.org",
    ]


def test_attachments_arrive_as_they_were(smtp):
    message = EmailMultiAlternatives(
        "Vedlegg",
        "Se vedlegg",
        to=["kari@example.org"],
        reply_to=["ola@example.org"],
        headers={"X-Reason": "test"},
    )
    message.attach_alternative("<p>Se</p>", "text/html")
    message.attach("liste.csv", "a;b\næ;ø\n", "text/csv")
    message.attach("bilde.bin", b"\x00\xff\x01", "application/octet-stream")
    image = MIMEImage(b"GIF89a", "gif")
    image.add_header("Content-Disposition", "attachment", filename="prikk.gif")
    message.attach(image)
    message.attach("brev.eml", EmailMessage("Inni", "Brev", to=["x@example.org"]).message(), "message/rfc822")
    message.send()
    outbox.deliver_due()
    (arrived,) = smtp.parsed()
    parts = {part.get_filename(): part for part in arrived.iter_attachments()}
    assert parts["liste.csv"].get_content().replace("\r\n", "\n") == "a;b\næ;ø\n"
    assert parts["bilde.bin"].get_content() == b"\x00\xff\x01"
    assert parts["prikk.gif"].get_content() == b"GIF89a"
    assert parts["brev.eml"].get_content()["Subject"] == "Inni"
    assert arrived.get_body(("html",)).get_content().strip() == "<p>Se</p>"
    assert arrived["X-Reason"] == "test"
    assert arrived["Reply-To"] == "ola@example.org"
    assert OutgoingMail.objects.get().attachments == []


def test_a_message_of_html_alone_stays_html():
    message = EmailMessage("Hei", "<p>Hei</p>", to=["kari@example.org"])
    message.content_subtype = "html"
    message.send()
    row = OutgoingMail.objects.get()
    assert (row.text, row.html) == ("", "<p>Hei</p>")


def test_one_bad_recipient_stops_the_whole_message():
    message = EmailMessage("Hei", "Hei", to=["kari@example.org", "nobody"])
    with pytest.raises(ValidationError):
        message.send()
    assert not OutgoingMail.objects.exists()


def test_a_message_that_may_fail_silently_does_and_is_logged(caplog):
    with caplog.at_level(logging.ERROR, logger="mail.backend"):
        assert mail.send_mail("Hei\nBcc: x@example.org", "Hei", None, ["kari@example.org"], fail_silently=True) == 0
    assert "could not be put in the outbox" in caplog.text
    assert not OutgoingMail.objects.exists()


def test_a_message_to_nobody_is_no_mail():
    assert mail.get_connection().send_messages([EmailMessage("Hei", "Hei")]) == 0


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("django.core.mail.backends.smtp.EmailBackend", []),
        ("mail.backend.OutboxEmailBackend", ["mail.E002"]),
        ("nowhere.Backend", ["mail.E001"]),
        ("", ["mail.E001"]),
    ],
)
def test_an_outbox_that_would_never_empty_is_named_by_the_checks(settings, path, ids):
    settings.MAIL_DELIVERY_BACKEND = path
    assert [error.id for error in checks.run_checks(tags=["mail"])] == ids
