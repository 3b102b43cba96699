"""The pictures of posts where they are kept and served."""

import contextlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.card import HEIGHT, WIDTH, Card
from blog.models import PostPage
from collaboration.reader import reader_of
from collaboration.spine_drawing import Spine
from home.models import SiteText

FOLDER = "cards"
# What nobody has drawn anew for so long is removed; whoever asks again gets it drawn again.
KEEP = timedelta(days=180)
# Long, but not for ever: a post may be taken down, and its picture with it.
SECONDS_KEPT_BY_READERS = 30 * 86400


def card_of(post, site_name, organisations):
    """Return the picture of a post, of what a reader's page has at hand."""
    keys = [organisation.visual_key for organisation in organisations]
    spines = tuple(Spine(key.letter, key.bands, key.light.fill, key.light.on) for key in keys)
    return Card(post.title, site_name, spines)


def share_image(post, request, card):
    """Return (absolute address, width, height, alternative text) of what stands for a post where it is shared.

    That is its featured image, and the drawn picture where it has none, or its file is gone.
    """
    if post.featured_image:
        with contextlib.suppress(OSError):
            rendition = post.featured_image.get_rendition(f"fill-{WIDTH}x{HEIGHT}|format-jpeg|jpegquality-80")
            address = request.build_absolute_uri(rendition.url)
            return address, rendition.width, rendition.height, post.featured_image_alt
    address = reverse("card", args=[post.pk, card.digest])
    return request.build_absolute_uri(address), WIDTH, HEIGHT, post.title


@require_safe
def card(request, pk, digest):
    """Serve the picture of a public post; an address of before leads to today's."""
    post = get_object_or_404(PostPage.objects.published().select_related("locale"), id=pk)
    texts = SiteText.objects.for_language(post.locale.language_code)
    site_name = texts.name if texts else settings.SITE_NAME
    wanted = card_of(post, site_name, reader_of(request, post.locale).organisations.values())
    if wanted.digest != digest:
        return redirect("card", pk=pk, digest=wanted.digest)
    response = HttpResponse(_kept(wanted), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT_BY_READERS}, immutable"
    return response


def _kept(wanted):
    """Return the picture from the storage, drawing it if it is not there."""
    name = f"{FOLDER}/{wanted.digest}.png"
    with contextlib.suppress(OSError), default_storage.open(name) as file:
        return file.read()
    drawn = wanted.png(_fonts())
    # Whoever draws at the same time draws the same; the storage then keeps the later under a longer name.
    with contextlib.suppress(OSError):
        default_storage.save(name, ContentFile(drawn))
    return drawn


def _fonts():
    found = finders.find("fonts/schibsted.woff2")
    return Path(found).parent if found else Path()


def prune_cards():
    """Remove the pictures that were drawn long ago, of titles that may have changed since; return how many."""
    with contextlib.suppress(OSError):
        _folders, names = default_storage.listdir(FOLDER)
        old = [name for name in names if default_storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - KEEP]
        for name in old:
            default_storage.delete(f"{FOLDER}/{name}")
        return len(old)
    return 0
