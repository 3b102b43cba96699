import pytest
from django.template import TemplateDoesNotExist
from django.utils import translation

from mail.messages import build


@pytest.fixture
def templates(tmp_path, settings):
    """Write the templates of one event."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    folder = tmp_path / "emails" / "welcome"
    folder.mkdir(parents=True)

    def write(**files):
        for name, content in files.items():
            (folder / name.replace("__", ".")).write_text(content)

    return write


def test_a_mail_is_built_in_its_readers_language(templates):
    templates(subject__txt="{% load i18n %}{% get_current_language as code %}{{ code }}", body__txt="{{ 1.5 }}")
    with translation.override("en"):
        built = build("welcome", language="nb", context={})
        assert translation.get_language() == "en"
    assert built == ("nb", "1,5\n", "")


def test_text_is_not_escaped_and_html_is(templates):
    templates(subject__txt="{{ name }}", body__txt="{{ name }}", body__html="{{ name }}")
    subject, text, html = build("welcome", language="nb", context={"name": "A & <b>"})
    assert (subject, text, html) == ("A & <b>", "A & <b>\n", "A &amp; &lt;b&gt;")


def test_a_subject_is_one_line_however_it_is_written(templates):
    templates(subject__txt="\n{{ title }}\n{% if title %}ny{% endif %}\n", body__txt="x")
    assert build("welcome", language="nb", context={"title": "Møte\r\nBcc: x"}).subject == "Møte Bcc: x ny"


@pytest.mark.parametrize("missing", ["subject__txt", "body__txt"])
def test_subject_and_text_are_required(templates, missing):
    templates(**{name: "x" for name in ("subject__txt", "body__txt") if name != missing})
    with pytest.raises(TemplateDoesNotExist):
        build("welcome", language="nb", context={})


def test_a_template_missing_inside_the_html_is_an_error_not_a_mail_without_html(templates):
    templates(subject__txt="x", body__txt="x", body__html="{% include 'emails/nowhere.html' %}")
    with pytest.raises(TemplateDoesNotExist):
        build("welcome", language="nb", context={})
