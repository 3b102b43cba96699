"""What has to be asked from within the site: run as a process of its own, with the site's environment.

`python -m tests.bench.inside load|pages|queries|follow|tell` reads its arguments as JSON from standard input and writes
JSON to standard output; what it is doing goes to standard error.
"""

import json
import sys
import time

import django

from tests.bench import plan

HOST = "127.0.0.1"


class NothingToMeasure(Exception):
    """The database lacks a page that is to be measured."""


def load(arguments):
    """Load the data; returns how long it took, in seconds."""
    from tests.bench import dataset

    started = time.monotonic()
    size = plan.Size(**arguments["size"])
    dataset.load(size)
    if arguments["comments"]:
        from tests.bench import comments

        comments.load(arguments["comments"], size.posts, size.seed)
    return {"seconds": round(time.monotonic() - started, 1)}


def pages(arguments):
    """Return {page: address} of everything that can be measured, and how much the site holds.

    In a database that was not loaded here: the first post that says something, and the term said most.
    Raises NothingToMeasure.
    """
    from wagtail.models import Site

    from blog.models import BlogIndexPage, PostPage
    from collaboration.models import CollaborationPage, Statement
    from tests.bench import comments, dataset

    site = Site.objects.filter(is_default_site=True).first()
    language = site and site.root_page.locale
    blog = BlogIndexPage.objects.live().filter(locale=language).first()
    collaboration = CollaborationPage.objects.live().filter(locale=language).first()
    said = Statement.objects.public()
    posts = PostPage.objects.published().filter(locale=language).order_by("pk")
    post = (
        posts.filter(slug=plan.slug_of(plan.MEASURED_POST)).first() or posts.filter(pk__in=said.values("post")).first()
    )
    if not (blog and collaboration and post):
        raise NothingToMeasure("The database has no blog, no collaboration page, or no post that says something.")
    found = {
        "home": site.root_page.get_url(),
        "post": post.get_url(),
        **_lists(blog, collaboration),
        **_entries(said, language, arguments["seed"]),
        **comments.addresses(arguments["comments"], dataset.counts()["posts"]),
    }
    return {"pages": found, "counts": dataset.counts()}


def _lists(blog, collaboration):
    from django.templatetags.static import static

    from blog.routes import ARCHIVE, INDEX_ROUTES

    return {
        "archive": f"{blog.get_url()}{INDEX_ROUTES.word(ARCHIVE, blog.locale.language_code)}/",
        "blog": blog.get_url(),
        "collaboration": collaboration.get_url(),
        "terms": collaboration.section_url("competency"),
        "static": static("css/main.css"),
    }


def _entries(said, language, seed):
    from django.db.models import Count

    from collaboration.models import Competency
    from collaboration.reader import Reader
    from collaboration.vocabulary import term_names
    from home.text.slugs import slug_for

    by_count = said.order_by().values_list("concept").annotate(n=Count("pk")).order_by("-n", "concept")
    most_said = by_count.first()[0]
    planted = plan.term_names(plan.Size(1, 1, 4, 1, 1, seed))["competencies"][0]
    measured = Competency.objects.filter(slug=slug_for(planted, 90), locale=language).first()
    concept = measured.concept_id if measured else most_said
    reader, names = Reader(language), term_names({concept, most_said}, language)
    rows = [next(iter(directory.values()), None) for directory in (reader.organisations, reader.sessions)]
    organisation, session = (row and reader.url(row) for row in rows)
    found = {
        "term": reader.url(names[concept]),
        "common-term": reader.url(names[most_said]),
        "organisation": organisation,
        "session": session,
    }
    return {page: address for page, address in found.items() if address}


def queries(arguments):
    """Return {page: [queries of the first request, of the second]}, counted as Django sends them.

    The first request of a process also fills what is kept in memory or in the cache; the second is what a
    reader's costs. What the connection pool asks to see whether a connection still lives is not among them.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(
        raise_request_exception=False, headers={"host": f"{HOST}:{arguments['port']}", "accept-language": "nb"}
    )
    counted = {}
    for page, address in arguments["pages"].items():
        counted[page] = []
        for _time in range(2):
            with CaptureQueriesContext(connection) as captured:
                response = client.get(address)
                b"".join(response.streaming_content if response.streaming else [response.content])
            if response.status_code != 200:
                raise NothingToMeasure(f"{address} answers {response.status_code}, so there is nothing to count.")
            counted[page].append(len(captured))
            response.close()
    return counted


def follow(arguments):
    """Let people follow the blog."""
    from tests.bench import followers

    return followers.load(arguments["count"])


def tell(arguments):
    """Publish a post and hand it over to those who follow."""
    from tests.bench import followers

    return followers.tell(arguments["number"], plan.Size(**arguments["size"]))


ACTIONS = {"load": load, "pages": pages, "queries": queries, "follow": follow, "tell": tell}


def main(action: str) -> int:
    arguments = json.load(sys.stdin)
    django.setup()
    from tests.bench.dataset import NotAsPlanned

    try:
        answer = ACTIONS[action](arguments)
    except (NothingToMeasure, NotAsPlanned) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130  # the bench is interrupted as well, and says so
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
