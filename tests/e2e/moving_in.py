"""What a browser needs to move in: exports on the disk, people, and a worker that works as on a real site."""

import threading
from contextlib import contextmanager

from tests import factories
from tests.blog.wordpress.making import LINK, MadeComment, MadeItem, wxr

SEVERAL = 12


def notes(number):
    return (
        f"<p>Hva er vi gode på?</p><p>Akershus:</p><ul><li>øyhopping {number}</li><li>kaffekoking</li></ul>"
        f"<p>Utfordringer</p><ul><li>motvind {number}</li></ul>"
    )


def export(host, posts=SEVERAL):
    """An export of a blog of its own: posts with lists and comments, a page, and what does not come along."""
    items = [
        MadeItem(
            id=number,
            title=f"Øydag {number}",
            slug=f"{host.split('.')[0]}-{number}",
            content=notes(number),
            comments=[MadeComment(id=100 * number), MadeComment(id=100 * number + 1, approved="spam")],
        )
        for number in range(1, posts + 1)
    ]
    # A page, and two that do not come along.
    items += [
        MadeItem(id=901, type="page", title="Om øya", slug=f"om-{host.split('.')[0]}"),
        MadeItem(id=902, status="private", title="Bare for oss"),
        MadeItem(id=903, type="feedback", title="Hemmelig brev"),
    ]
    return wxr(items, link=f"https://{host}", title=f"Bloggen på {host}").replace(LINK, f"https://{host}")


def an_administrator():
    return factories.user("administrator", language="nb").email


def an_editor():
    return factories.user("editor", language="nb").email


def newest():
    from blog.models import WordPressImport

    return WordPressImport.objects.latest("pk").pk


def state_of(pk):
    from blog.models import WordPressImport

    return WordPressImport.objects.get(pk=pk).state


def figures(pk):
    from blog.models import WordPressImport

    return WordPressImport.objects.get(pk=pk).report["counts"]["items"]


def posts_of(host):
    from blog.models import ImportedThing

    return ImportedThing.objects.filter(source=host, kind="post", object_id__isnull=False).count()


def notes_at(address):
    from collaboration.models import NotesReview

    review = NotesReview.objects.get(uuid=address.rstrip("/").rsplit("/", 1)[-1])
    return [[item["name"] for item in section["items"]] for section in review.content["sections"]]


def make_a_text_differ(pk):
    """Let one text lack words, as an unknown block would."""
    from blog.models import ProofRow

    row = ProofRow.objects.get(run=pk, section="text", number="7")
    row.amount, row.row = 2, {**row.row, "missing": ["øyhopping", "motvind"]}
    row.save()


def put_back(pk, **fields):
    """Let a run stand otherwise, to be looked at."""
    from blog.models import WordPressImport

    WordPressImport.objects.filter(pk=pk).update(**fields)


def clear(host):
    """Take away what was brought in, so that other tests find the demo as it was."""
    from blog.models import Author, ImportedThing, WordPressImport
    from blog.wordpress_admin import storing
    from comments.models import ModeratedComment

    for kind in ("comment", "post", "page", "author", "category"):
        for thing in ImportedThing.objects.filter(source=host, kind=kind, object_id__isnull=False):
            if kind == "comment":
                ModeratedComment.objects.filter(pk=thing.object_id).delete()
            elif thing.thing:
                thing.thing.delete()
    ImportedThing.objects.filter(source=host).delete()
    for run in WordPressImport.objects.filter(source=host):
        storing.remove(run)
        run.delete()
    Author.objects.filter(name="Ingrid", post_authors=None).delete()


@contextmanager
def working():
    """Let a worker do what waits, as `manage.py worker` does."""
    from django.db import connections

    from home.worker import Worker

    worker = Worker(interval=0.1)

    def work():
        try:
            worker.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield worker
    finally:
        worker.stopping = True
        thread.join()
