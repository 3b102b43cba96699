"""Three real exports, and every fact that is known of them. They lie beside the project, and are not part of it."""

import json
import os
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from blog.importers.wordpress.reading import open_export
from blog.importers.wordpress.reading.characters import plain

from .reading_it import Read

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "wxr"
WHERE = Path(os.environ.get("SAMSPILL_WXR") or BESIDE)
NAMES = ["nikola-wordpress_unicode_export", "wp-theme-test-data", "wpimp-small-export"]
# What the facts know of a text is given as it was counted: "(empty)" is a comment without a type.
TYPES = {"(empty)": "comment"}


@pytest.fixture(scope="module", params=NAMES)
def known(request):
    """The facts of an export, and what was read of it."""
    path = WHERE / f"{request.param}.json"
    if not path.exists():
        pytest.skip(f"There is no {path}; SAMSPILL_WXR says where the exports are")
    return json.loads(path.read_text()), Read(open_export([path.with_suffix(".xml")]))


def numbers(items):
    return [item.id for item in items]


def depth(comment, among):
    steps = 0
    while comment.parent in among:
        comment, steps = among[comment.parent], steps + 1
    return steps


def test_the_channel_is_known(known):
    facts, found = known
    (site,) = found.sites
    channel = facts["channel"]
    assert (site.title, site.link) == (channel["title"], channel["link"].rstrip("/"))
    assert (site.language, site.version) == (channel["language"], channel["wxr_version"])
    assert site.generator == channel["generator"]


def test_authors_are_known(known):
    facts, found = known
    assert [{"login": author.login, "display_name": author.display_name} for author in found.authors] == facts[
        "authors"
    ]


def test_categories_tags_and_other_terms_are_known_each_once(known):
    facts, found = known
    categories = {(t.slug, t.name, t.parent or None) for t in found.terms if t.taxonomy == "category"}
    assert categories == {(fact["slug"], fact["name"], fact["parent"]) for fact in facts["categories"]}
    assert sorted([t.slug, t.parent] for t in found.terms if t.parent) == sorted(facts["edge"]["category_parents"])
    tags = {(t.slug, t.name) for t in found.terms if t.taxonomy == "post_tag"}
    assert tags == {(unquote(fact["slug"]), fact["name"]) for fact in facts["tags"]}
    others = {(t.taxonomy, t.slug, t.name) for t in found.terms}
    assert others >= {(fact["taxonomy"], fact["slug"], fact["name"]) for fact in facts["terms"]}
    assert len(others) == len(found.terms)


def test_items_are_counted_by_type_and_status_and_those_with_a_number_in_use_are_told(known):
    facts, found = known
    counts = Counter(f"{item.type}/{item.status}" for item in found.items + found.repeated)
    assert counts == facts["item_counts"]
    assert len(found.items) + len(found.repeated) == facts["items_total"]
    assert sorted(numbers(found.repeated)) == facts["edge"]["post_ids_used_twice"]


def test_comments_are_counted_by_state_type_and_depth(known):
    facts, found = known
    known_ = facts["comments"]
    assert len(found.comments) == known_["total"]
    assert Counter(comment.approved for comment in found.comments) == known_["by_status"]
    types = Counter()
    for name, count in known_["by_type"].items():
        types[TYPES.get(name, name)] += count
    assert Counter(comment.type for comment in found.comments) == types
    assert sum(bool(comment.parent) for comment in found.comments) == known_["with_parent"]
    among = {comment.id: comment for comment in found.comments}
    assert max((depth(comment, among) for comment in found.comments), default=0) == known_["max_depth"]
    assert [c.id for c in found.comments if c.parent and c.parent not in among] == known_["orphans"]
    assert {fact["comment_id"] for fact in known_["not_approved"]} == {
        comment.id for comment in found.comments if comment.approved != "1"
    }
    for fact in known_["odd_author_names"]:
        assert among[fact["comment_id"]].author == plain(fact["author"])
    for chain in known_["deepest_chains"]:
        links = chain["root_to_leaf"]
        assert [among[each].parent for each in links] == ["", *links[:-1]]


def test_attachments_are_known(known):
    facts, found = known
    attachments = [item for item in found.items if item.type == "attachment"]
    known_ = facts["attachments"]
    assert len(attachments) == known_["n"]
    assert sum(not item.parent for item in attachments) == known_["parentless"]
    assert sum(any(item.meta_values("_wp_attachment_image_alt")) for item in attachments) == known_["with_alt"]
    assert sum(bool(item.excerpt.strip()) for item in attachments) == known_["with_caption"]
    by_ext = Counter(item.attachment_url.rpartition(".")[2] for item in attachments)
    assert by_ext == known_["by_ext"]
    first = [{"post_id": i.id, "url": i.attachment_url, "parent": i.parent or "0"} for i in attachments]
    assert first[: len(known_["first"])] == known_["first"]


def test_what_is_out_of_the_ordinary_is_known(known):
    facts, found = known
    edge = facts["edge"]
    items = [item for item in found.items if item.type in {"post", "page"}]
    assert numbers(item for item in items if not item.slug) == edge["empty_slug"]
    assert numbers(item for item in items if not item.title) == edge["empty_title"]
    assert numbers(item for item in items if item.sticky) == edge["sticky"]
    assert numbers(item for item in items if item.password) == edge["password"]
    assert numbers(item for item in items if item.status == "future") == edge["future"]
    assert {item.slug for item in items} >= {unquote(slug) for slug in edge["percent_slug"]}
    assert sorted([i.id, i.parent] for i in items if i.parent) == sorted(edge["page_parents"])
    titles = {item.id: item.title for item in items}
    for fact in edge["odd_titles"]:
        assert titles[fact["post_id"]] == fact["title"]
    hidden = {item.id for item in items if item.status != "publish" or item.password}
    assert hidden == {fact["post_id"] for fact in edge["must_not_be_public"]}
    declared = {(term.taxonomy, term.slug) for term in found.terms}
    used = {term[:2] for item in items for term in item.terms if term[0] in {"category", "post_tag"}}
    # The facts say of none that it is not declared. These, in wp-theme-test-data, are in none of the file's lists.
    assert {slug for _, slug in used - declared} <= {"sample", "test-tag", "content", "columns"}


def test_every_post_and_page_is_known(known):
    facts, found = known
    items = {item.id: item for item in found.items}
    for fact in facts["posts_and_pages"]:
        item = items[fact["post_id"]]
        assert (item.type, item.status, item.title) == (fact["type"], fact["status"], fact["title"])
        assert (item.slug, item.link) == (unquote(fact["slug"] or ""), fact["link"])
        assert item.creator == fact["creator"].strip("<>")
        assert (item.parent or "0", str(int(item.sticky))) == (fact["parent"], fact["sticky"])
        assert (bool(item.password), item.comments_open) == (fact["password"], fact["comment_status"] == "open")
        assert [slug for taxonomy, slug, _ in item.terms if taxonomy == "category"] == [*map(unquote, fact["cats"])]
        assert [slug for taxonomy, slug, _ in item.terms if taxonomy == "post_tag"] == [*map(unquote, fact["tags"])]
        assert len(item.comments) == fact["comments"]
        assert sum(comment.approved == "1" for comment in item.comments) == fact["comments_approved"]
        if item.id not in facts["edge"]["gmt_zero"]:
            assert item.date.strftime("%Y-%m-%d %H:%M:%S") == fact["date_gmt"]
        assert len(item.content) == fact["chars"]
