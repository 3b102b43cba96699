"""Files of posts that only some may read: nobody else comes to them, and nothing that is public names them."""

import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images.models import Filter

from blog.importers.wordpress.loading import MediaStore
from blog.importers.wordpress.loading.uses import files_in
from home.models import SiteImage
from tests import factories

from .test_loading_rules import OLD, item, loaded, picture, post

pytestmark = pytest.mark.django_db

UPLOADS = f"{OLD}/wp-content/uploads/2011/04"


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    for name, colour in (("secret", "red"), ("shared", "green"), ("open", "blue"), ("other", "black")):
        (folder / f"{name}.png").write_bytes(picture(colour))
        (folder / f"{name}.pdf").write_bytes(b"%PDF-1.4 " + name.encode())
    return MediaStore.at(folder)


def attached(number, file, parent=""):
    return item(number, "attachment", "inherit", title=file, parent=parent, attachment_url=f"{UPLOADS}/{file}")


def shown(*files):
    return "".join(
        f'<img src="{UPLOADS}/{file}" alt="x">' if "png" in file else f'<a href="{UPLOADS}/{file}">x</a>'
        for file in files
    )


def document(title):
    return get_document_model().objects.get(title=title)


def image(title):
    return SiteImage.objects.get(title=title)


@pytest.mark.parametrize(
    ("closed", "parent", "content"),
    [
        ({"status": "private"}, "7", ""),
        ({"status": "private"}, "", shown("secret.pdf", "secret-30x20.png")),
        ({"status": "private"}, "", '<img class="wp-image-6" src="/x/y.png"><!-- wp:file {"id":5} -->'),
        ({"password": "hemmelig"}, "7", ""),
        ({"password": "hemmelig"}, "", shown("secret.pdf", "secret.png")),
    ],
)
def test_what_only_closed_posts_use_is_closed_however_they_use_it(client, media, closed, parent, content):
    report = loaded(
        attached(5, "secret.pdf", parent),
        attached(6, "secret.png", parent),
        item(7, content=content, **closed),
        media=media,
    )
    answer = client.get(document("secret.pdf").url)
    assert not (answer.status_code == 200 and b"%PDF" in b"".join(answer))
    assert re.fullmatch(r"original_images/[0-9a-f]{24}-secret\.png", image("secret.png").file.name)
    assert f"{UPLOADS}/secret.png" in [about for what, about in report.notes if what.startswith("A picture of closed")]


def test_what_an_open_post_uses_as_well_stays_open(client, media):
    loaded(
        attached(5, "shared.pdf", "7"),
        attached(6, "shared.png", "7"),
        attached(9, "open.pdf"),
        item(7, status="private"),
        item(8, content=shown("shared.pdf", "shared-30x20.png")),
        media=media,
    )
    for title in ("shared.pdf", "open.pdf"):
        assert client.get(document(title).url).status_code == 200
    assert re.fullmatch(r"original_images/shared-[0-9a-f]{12}\.png", image("shared.png").file.name)


def test_a_draft_neither_opens_nor_closes_what_it_uses(client, media):
    loaded(attached(5, "other.pdf", "7"), attached(6, "secret.pdf", "8"), item(7, status="draft"),
           item(8, status="private"), item(9, status="draft", content=shown("secret.pdf")), media=media)  # fmt: skip
    assert client.get(document("other.pdf").url).status_code == 200
    assert client.get(document("secret.pdf").url).status_code == 302


def test_a_document_of_a_private_post_is_for_those_who_are_signed_in(client, media):
    loaded(attached(5, "secret.pdf", "7"), item(7, status="private"), media=media)
    assert client.get(document("secret.pdf").url).status_code == 302
    client.force_login(factories.user())
    assert b"".join(client.get(document("secret.pdf").url)) == b"%PDF-1.4 secret"


def test_a_document_of_a_post_with_a_password_is_opened_with_that_password_and_no_other(client, media):
    loaded(
        attached(5, "secret.pdf", "7"),
        attached(6, "other.pdf", "8"),
        item(7, password="hemmelig"),
        item(8, password="annet"),
        media=media,
    )
    for title in ("secret.pdf", "other.pdf"):
        form = client.get(document(title).url)
        assert 'type="password"' in form.content.decode()
    action = re.search(r'action="([^"]+)"', client.get(document("secret.pdf").url).content.decode())[1]
    url = document("secret.pdf").url
    client.post(action, {"password": "annet", "return_url": url})
    assert 'type="password"' in client.get(url).content.decode()
    client.post(action, {"password": "hemmelig", "return_url": url})
    assert b"".join(client.get(url)) == b"%PDF-1.4 secret"
    assert 'type="password"' in client.get(document("other.pdf").url).content.decode()


def test_the_old_address_of_a_picture_leads_to_its_closed_post_and_not_to_the_picture(client, media):
    loaded(
        attached(6, "secret.png", "7"), attached(9, "open.png", "8"), item(7, status="private"), item(8), media=media
    )
    assert client.get("/wp-content/uploads/2011/04/open.png")["Location"] == image("open.png").file.url
    for old in ("/wp-content/uploads/2011/04/secret.png", "/thing-6/", "/?attachment_id=6"):
        assert client.get(old)["Location"].endswith(post(7).get_url()), old
    assert not Redirect.objects.filter(redirect_link__contains=image("secret.png").file.name).exists()


def test_what_is_closed_and_opened_later_takes_its_files_along(client, media):
    records = attached(5, "secret.pdf", "7"), attached(6, "secret.png", "7")
    loaded(*records, item(7), media=media)
    url, file = document("secret.pdf").url, image("secret.png").file.url
    assert client.get("/wp-content/uploads/2011/04/secret.png")["Location"] == file
    report = loaded(*records, item(7, status="private"), media=media, update=True)
    assert client.get(url).status_code == 302
    assert client.get("/wp-content/uploads/2011/04/secret.png")["Location"].endswith(post(7).get_url())
    assert [about for what, about in report.notes if "open before" in what] == [f"{UPLOADS}/secret.png"]
    loaded(*records, item(7, password="hemmelig"), media=media, update=True)
    assert 'type="password"' in client.get(url).content.decode()
    loaded(*records, item(7), media=media, update=True)
    assert client.get(url).status_code == 200


PUBLIC = [
    "/",
    "/blogg/",
    "/blogg/arkiv/",
    "/blogg/2011/04/",
    "/sitemap.xml",
    "/follow/feeds/blog/all/atom.xml",
    "/follow/feeds/blog/all/rss.xml",
    "/follow/feeds/blog/all/feed.json",
    "/api/v2/pages/?fields=*&type=blog.PostPage",
    "/api/v2/images/",
    "/api/v2/documents/",
    "/robots.txt",
    "/?s=thing",
]


@pytest.mark.parametrize("closed", [{"status": "private"}, {"password": "hemmelig"}])
def test_nothing_public_names_a_picture_of_a_closed_post(client, media, closed):
    meta = (("_thumbnail_id", "6"),)
    terms = (("category", "barn", "Barn"),)
    loaded(
        attached(6, "secret.png", "7"),
        attached(9, "open.png", "8"),
        item(7, content=shown("secret.png"), meta=meta, terms=terms, title="Hemmelig innlegg", **closed),
        item(8, content=shown("open.png"), meta=(("_thumbnail_id", "9"),), terms=terms),
        media=media,
    )
    secret = image("secret.png")
    copy = secret.get_rendition(Filter(spec="width-10"))
    hidden = Path(secret.file.name).stem
    assert hidden[:24] in copy.file.name
    cache.clear()
    seen = 0
    for address in [
        *PUBLIC,
        post(7).get_url(),
        post(8).get_url(),
        "/blogg/kategori/barn/",
        f"{post(7).get_url()}feed/",
    ]:
        answer = client.get(address, follow=True)
        text = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        assert hidden[:24] not in text, address
        seen += "open-" in text
        if address != post(7).get_url():
            assert "Hemmelig innlegg" not in text, address
    # Pictures are what these pages show otherwise.
    assert seen >= 3


def test_open_data_and_search_know_nothing_of_a_closed_post(client, media):
    loaded(attached(6, "secret.png", "7"), item(7, status="private", title="Hemmelig innlegg"), media=media)
    for address in ("/api/v2/pages/?search=hemmelig", f"/api/v2/pages/{post(7).pk}/"):
        assert "Hemmelig" not in client.get(address).content.decode()


def test_another_secret_gives_another_address(media, tmp_path):
    records = attached(6, "secret.png", "7"), item(7, status="private")
    loaded(*records, media=media)
    first = image("secret.png").file.name
    image("secret.png").delete()
    with override_settings(SECRET_KEY=f"{configured.SECRET_KEY}x"):
        loaded(*records, media=media)
    assert image("secret.png").file.name != first


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<img src="https://x.example/wp-content/uploads/2011/a-300x200.jpg">', {"2011/a.jpg"}),
        ("<a href='/wp-content/uploads/b.pdf?x=1'>b</a>", {"b.pdf"}),
        ("[audio mp3=https://x.example/wp-content/uploads/c.mp3]", {"c.mp3"}),
        ('[gallery ids="4,5"]', {"4", "5"}),
        ('<!-- wp:gallery {"ids":[6, 7]} -->', {"6", "7"}),
        ('<!-- wp:image {"id":8,"sizeSlug":"large"} --><img class="wp-image-8">', {"8"}),
        ('<a href="https://x.example/about/">no file</a>', set()),
    ],
)
def test_what_a_text_shows_is_found_in_every_way_of_showing_it(text, found):
    assert found <= files_in(text)
    assert bool(files_in(text)) == bool(found)
