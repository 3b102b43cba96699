"""Going through the admin's pages as an administrator does."""

import gzip
import io
import zipfile

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blog.models import WordPressImport
from tests import factories
from tests.blog.wordpress.making import MadeComment, MadeItem, wxr

BEGIN = "wordpress:begin"


def export(posts=3, **channel):
    """An export with something of each sort."""
    items = [
        MadeItem(
            id=number,
            title=f"Innlegg {number}",
            content=f"<p>Vi møttes på øya for gang nummer {number}.</p><ul><li>mot</li><li>kor</li></ul>",
            comments=[MadeComment(id=100 * number + 1), MadeComment(id=100 * number + 2, approved="0")],
        )
        for number in range(1, posts + 1)
    ]
    items += [
        MadeItem(id=901, type="page", title="Om oss", slug="om-oss"),
        MadeItem(id=902, status="private", title="Bare for oss"),
        MadeItem(id=903, status="draft", title="Uferdig"),
        MadeItem(id=904, type="feedback", title="Hemmelig brev"),
        MadeItem(id=905, status="trash", title="Kastet"),
    ]
    return wxr(items, **channel).encode()


def file(content=None, name="eksport.xml"):
    return SimpleUploadedFile(name, export() if content is None else content)


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def packed(content):
    return gzip.compress(content)


def administrator(client, language="en"):
    user = factories.user("administrator", language=language)
    client.force_login(user)
    return user


def upload(client, *files, **fields):
    return client.post(reverse(BEGIN), {"exports": list(files) or [file()], **fields})


def uploaded(client, *files, **fields):
    """Upload, and return the run."""
    response = upload(client, *files, **fields)
    assert response.status_code == 302, said(response)
    return WordPressImport.objects.latest("pk")


def at(run, name="run", *args):
    return reverse(f"wordpress:{name}", args=[run.pk, *args])


def choices(run, **fields):
    """What the form sends as it stands, but for what is changed."""
    from blog.models import BlogIndexPage

    items = run.found["items"]
    there = {status for kind in ("post", "page") for status in items.get(kind, {})}
    return {
        "under": BlogIndexPage.objects.first().pk,
        "statuses": [status for status in ("publish", "future", "draft", "pending") if status in there],
        "comments": ["pending"] if run.found["comments"].get("0") else [],
        "media": "leave",
        "do": "import",
        **fields,
    }


def said(response):
    return " ".join(soup(response).get_text(" ").split())


def soup(response):
    return BeautifulSoup(response.content.decode(), "html.parser")
