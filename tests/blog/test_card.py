"""Every post has a picture, whatever its title; it is drawn once, and nobody else's can be had."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from blog import cards
from blog.card import Card
from collaboration.models import Organisation
from collaboration.spine_drawing import PATTERNS, Spine
from home.models import SiteImage
from tests import factories

FONTS = Path(project.BASE_DIR) / "static" / "fonts"
SPINES = tuple(Spine("VT" if number == 3 else "A", number, "#1d3f94", "#ffffff") for number in range(1, 21))


def size_of(png):
    picture = Image.open(io.BytesIO(png))
    picture.load()
    assert picture.format == "PNG"
    return picture.size


def drawn(title, spines=()):
    return Image.open(io.BytesIO(Card(title, "Samspill", tuple(spines)).png(FONTS))).convert("RGB")


@examples(max_examples=15)
@given(st.text(max_size=320), st.integers(0, 20))
@example("🎉👩‍👩‍👧‍👦", 4)
@example("مرحبا بالعالم שלום", 4)
@example("Ærlig talt. " * 30, 20)
@example("X" * 300, 9)
@example("", 0)
@example("\x00\u202e\ud800\n\t", 1)
@example("Čoahkkin: đŧŋž", 2)
def test_any_title_gives_a_picture_of_the_size_that_is_announced(title, number):
    png = Card(title, title[:40], SPINES[:number]).png(FONTS)
    assert size_of(png) == (1200, 630)
    assert len(png) < 100_000


def test_without_the_site_s_fonts_a_picture_is_drawn_all_the_same(tmp_path):
    assert size_of(Card("Hva er vi gode på?", "Samspill", SPINES[:4]).png(tmp_path)) == (1200, 630)


def test_the_title_is_on_the_picture():
    assert drawn("Hva er vi gode på?").tobytes() != drawn("Hva vil vi?").tobytes()


def test_the_sami_letters_are_drawn():
    base = drawn("aa").tobytes()
    for letter in "čđŋšŧž":
        assert drawn(f"a{letter}a").tobytes() != base, letter


def test_what_has_no_sign_is_left_out():
    assert drawn("Fest 🎉 i dag").tobytes() == drawn("Fest i dag").tobytes()


def test_each_pattern_looks_different():
    pictures = {drawn("", [Spine("", number, "#1d3f94", "#ffffff")]).tobytes() for number in PATTERNS}
    assert len(pictures) == len(PATTERNS) == 20


def test_the_letters_stay_within_the_picture():
    picture = drawn("Ord som aldri tar slutt " * 20, SPINES)
    assert {picture.getpixel((x, y)) for x in (*range(60), *range(1140, 1200)) for y in range(630)} == {(255, 255, 255)}


@pytest.mark.django_db
class TestServing:
    @pytest.fixture
    def post(self):
        factories.OrganisationFactory(name="Akershus")
        return factories.post(title="Hva er vi gode på?")

    def address(self, post):
        organisations = Organisation.objects.order_by("pk")
        return f"/cards/{post.pk}/{cards.card_of(post, 'Samspill', organisations).digest}.png"

    def test_a_picture_is_kept_long_and_drawn_once(self, client, post, monkeypatch):
        factories.SiteTextFactory(name="Samspill")
        first = client.get(self.address(post))
        assert size_of(first.content) == (1200, 630)
        assert "immutable" in first["Cache-Control"]
        assert not first.cookies
        monkeypatch.setattr(Card, "png", lambda *args: pytest.fail("drawn again"))
        assert client.get(self.address(post)).content == first.content

    def test_an_address_of_before_leads_to_today_s_and_draws_nothing(self, client, post, monkeypatch):
        factories.SiteTextFactory(name="Samspill")
        monkeypatch.setattr(Card, "png", lambda *args: pytest.fail("drawn"))
        answer = client.get(f"/cards/{post.pk}/0123456789abcdef0123.png")
        assert (answer.status_code, answer["Location"]) == (302, self.address(post))
        assert "immutable" not in answer.get("Cache-Control", "")

    def test_a_new_title_has_a_new_address(self, post):
        before = self.address(post)
        factories.revise(post, publish=True, title="Hva vil vi?")
        assert self.address(post) != before

    def test_what_is_not_public_has_no_picture(self, client, post):
        draft = factories.post(title="Utkast", live=False)
        assert client.get(f"/cards/{draft.pk}/0123456789abcdef0123.png").status_code == 404
        address = self.address(post)
        PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
        assert client.get(address).status_code == 404

    def test_a_storage_that_takes_nothing_does_not_keep_the_picture_from_readers(self, client, post, monkeypatch):
        factories.SiteTextFactory(name="Samspill")

        def full(*args, **kwargs):
            raise OSError("No space left on device")

        monkeypatch.setattr(cards.default_storage, "save", full)
        assert size_of(client.get(self.address(post)).content) == (1200, 630)

    def test_old_pictures_are_removed_and_drawn_again(self, client, post, time_machine):
        factories.SiteTextFactory(name="Samspill")
        client.get(self.address(post))
        assert cards.prune_cards() == 0
        time_machine.move_to(timezone.now() + cards.KEEP + timedelta(hours=1))
        assert cards.prune_cards() == 1
        assert client.get(self.address(post)).status_code == 200

    def test_pruning_where_nothing_was_ever_drawn_is_no_error(self, db):
        assert cards.prune_cards() == 0

    def test_a_featured_image_stands_for_the_post(self, client):
        image = SiteImage.objects.create(title="Bokbuss", file=get_test_image_file(size=(1600, 900)))
        post = factories.post(featured_image=image, featured_image_alt="En bokbuss i snø")
        markup = client.get(post.url).content.decode()
        assert "/cards/" not in markup
        assert 'og:image:alt" content="En bokbuss i snø"' in markup
        image.renditions.all().delete()
        Path(image.file.path).unlink()
        assert f"/cards/{post.pk}/" in client.get(post.url).content.decode()
