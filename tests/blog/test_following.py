"""What of the blog can be followed, what is told of posts, and to whom."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page, Workflow

from blog import following
from blog.models import PostPage
from collaboration.merging import merge
from home.following import News, Subject, describe_all, followables, front, sources
from tests import factories as make
from tests.full_site import FullSite, close

pytestmark = pytest.mark.django_db


def news(post):
    return News("post", str(post.translation_key))


# --- What is told --------------------------------------------------------------------------------


def test_a_post_is_told_of_when_it_is_published_and_no_sooner(heard):
    post = make.post(live=False)
    make.revise(post, title="Utkast")
    assert heard.happened == []
    make.revise(post, publish=True)
    assert heard.happened == [(news(post), False)]


def test_its_translations_and_aliases_are_the_same_news(heard):
    post = make.post()
    make.blog("nn")
    make.revise(post.copy_for_translation(make.locale("nn")), publish=True)
    assert {told for told, _quietly in heard.happened} == {news(post)}


def test_a_post_that_is_not_to_be_mailed_is_told_of_quietly(heard):
    make.post(mail_followers=False)
    assert [quietly for _news, quietly in heard.happened] == [True]


def test_a_scheduled_post_is_told_of_when_its_time_has_come(heard):
    post = make.post(scheduled=timezone.now() + timedelta(hours=1))
    call_command("publish_scheduled")
    assert heard.happened == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    assert heard.happened == [(news(post), False)]


def test_a_post_that_expires_is_taken_back(heard):
    post = make.post(expire_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    assert heard.taken_back == [news(post)]


def test_a_post_that_is_approved_is_told_of(heard):
    editor = make.user(superuser=True)
    post = make.post(live=False, owner=editor)
    workflow = Workflow.objects.filter(active=True).first()
    workflow.start(post, editor)
    assert heard.happened == []
    while post.current_workflow_state:
        post.current_workflow_task_state.approve(user=editor)
        post = PostPage.objects.get(pk=post.pk)
    assert heard.happened == [(news(post), False)]


def test_what_an_editor_holds_back_in_one_language_is_held_back_in_all(heard):
    post = make.post(mail_followers=False)
    make.blog("nn")
    nynorsk = post.copy_for_translation(make.locale("nn"))
    nynorsk.mail_followers = True
    make.revise(nynorsk, publish=True)
    assert [quietly for _news, quietly in heard.happened] == [True, True]


def test_a_post_is_taken_back_with_its_last_face(heard):
    post = make.post()
    make.blog("nn")
    nynorsk = post.copy_for_translation(make.locale("nn"))
    make.revise(nynorsk, publish=True)
    nynorsk.unpublish()
    assert heard.taken_back == []
    post.unpublish()
    assert heard.taken_back == [news(post)]


def test_a_deleted_post_is_taken_back(heard):
    post = make.post()
    Page.objects.get(pk=post.pk).delete()
    assert heard.taken_back == [news(post)]


# --- What a post is about ------------------------------------------------------------------------


def about(post):
    return {str(subject) for subject in following.subjects(str(post.translation_key))}


def test_a_post_is_about_all_that_it_is_filed_under_and_says():
    said_by, employer = make.OrganisationFactory(), make.OrganisationFactory()
    author, category = make.AuthorFactory(organisation=employer), make.CategoryFactory()
    session, term = make.SessionFactory(), make.term("competency", "lesing")
    post = make.post(
        [("competency", "organisations", [said_by], [(term, "lesing")])],
        authors=[author],
        categories=[category],
        tags=["bokbåt"],
        session=session,
    )
    assert about(post) == {
        "blog:all",
        f"author:{author.pk}",
        f"category:{category.translation_key}",
        f"tag:{Tag.objects.get().pk}",
        f"session:{session.translation_key}",
        f"organisation:{said_by.translation_key}",
        f"organisation:{employer.translation_key}",
        f"term:{term.concept.uuid}",
    }


def test_who_follows_a_term_that_was_merged_hears_of_the_one_it_became():
    kept, gone, before = (make.term("goal", name) for name in ("lesing", "lesning", "leseglede"))
    merge(concepts=[before.concept], into=gone.concept)
    merge(concepts=[gone.concept], into=kept.concept)
    post = make.post([("goal", "unattributed", [], [(kept, "lesing")])])
    assert {f"term:{term.concept.uuid}" for term in (kept, gone, before)} <= about(post)


def test_what_nobody_may_read_is_about_nothing():
    draft, closed = make.post(live=False, tags=["a"]), make.post(tags=["a"])
    close(closed)
    assert about(draft) == about(closed) == set()
    assert following.subjects("tull") == ()


def test_a_post_that_says_much_costs_as_many_queries_as_one_that_says_little():
    def count(n):
        said = [("goal", "unattributed", [], [f"mål {n} {number}" for number in range(n)])]
        authors = [make.AuthorFactory(organisation=make.OrganisationFactory()) for _n in range(n)]
        categories = [make.CategoryFactory() for _n in range(n)]
        post = make.post(said, authors=authors, categories=categories, tags=[f"{n}-{i}" for i in range(n)])
        with CaptureQueriesContext(connection) as queries:
            following.subjects(str(post.translation_key))
        return len(queries)

    assert count(1) == count(25)


# --- What can be followed ------------------------------------------------------------------------


def filed(language="nb", **fields):
    return make.post(parent=make.blog(language), **fields)


def keys_of(category=None, author=None):
    return {
        "blog": "all",
        "tag": str(Tag.objects.get(name="lesing").pk),
        "category": str(category.translation_key),
        "author": str(author.pk),
    }


def test_what_is_filed_together_is_listed_newest_first_without_what_nobody_may_read():
    category, author = make.CategoryFactory(), make.AuthorFactory()
    fields = {"categories": [category], "authors": [author], "tags": ["lesing"]}
    now = timezone.now()
    old, new = filed(date=now - timedelta(days=9), **fields), filed(date=now, **fields)
    closed = filed(**fields)
    close(closed)
    filed(live=False, **fields)
    filed("nn", **fields)
    for kind, key in keys_of(category, author).items():
        assert followables[kind].newest(key, "nb", 10) == [news(new), news(old)], kind
        assert followables[kind].newest(key, "nb", 1) == [news(new)], kind
        assert followables[kind].newest("tull", "nb", 10) == [], kind


def test_an_alias_counts_in_its_language():
    post = make.post(tags=["lesing"])
    make.blog("nn")
    post.copy_for_translation(make.locale("nn"), alias=True)
    assert followables["blog"].newest("all", "nn", 10) == [news(post)]
    assert followables["tag"].newest(str(Tag.objects.get().pk), "nn", 10) == [news(post)]


def test_each_is_known_by_name_and_leads_to_its_page(client):
    category, author = make.CategoryFactory(name="Gruppearbeid"), make.AuthorFactory(name="Ingrid")
    filed(categories=[category], authors=[author], tags=["lesing"])
    for (kind, key), name in zip(
        keys_of(category, author).items(), ("", "lesing", "Gruppearbeid", "Ingrid"), strict=True
    ):
        followed = followables[kind].describe([key, "tull"], "nb")[key]
        assert name in followed.title
        response = client.get(followed.url)
        assert response.status_code == 200
        assert response.context["following"] == Subject(kind, key)
        assert response.context["following_title"] == followed.title


def test_an_address_leads_to_where_something_is_filed():
    category = make.CategoryFactory(name="Gruppearbeid", slug="gruppearbeid")
    make.translated(category, name="Arbeid i grupper", slug="arbeid-i-grupper")
    filed(categories=[category])
    make.blog("nn")
    key = str(category.translation_key)
    in_nynorsk = followables["category"].describe([key], "nn")[key]
    assert in_nynorsk.url == "/blogg/kategori/gruppearbeid/"
    assert "Arbeid i grupper" in in_nynorsk.title
    assert followables["category"].by_slug("arbeid-i-grupper", "nn") == key
    assert followables["category"].by_slug("gruppearbeid", "nn") is None


def test_what_nobody_may_read_anything_under_can_t_be_followed():
    category, author = make.CategoryFactory(), make.AuthorFactory()
    filed(categories=[category], authors=[author], tags=["lesing"], live=False)
    close(filed(categories=[category], authors=[author], tags=["lesing"]))
    subjects = [Subject(kind, key) for kind, key in keys_of(category, author).items() if kind != "blog"]
    assert describe_all(subjects, "nb") == {}
    assert all(not followables[subject.kind].offered("nb") for subject in subjects)


def test_a_tag_whose_address_was_changed_is_still_the_same():
    filed(tags=["lesing"])
    tag = Tag.objects.get()
    key = followables["tag"].by_slug(tag.slug, "nb")
    Tag.objects.update(slug="lesning", name="lesning")
    assert followables["tag"].describe([key], "nb")[key].url == "/blogg/emneord/lesning/"


def test_the_most_used_tags_are_offered_first_and_not_all():
    for tags in (["a", "b"], ["b", "c"], ["b", "c"], [f"sjelden {number:02}" for number in range(40)]):
        filed(tags=tags)
    offered = [title for _key, title in followables["tag"].offered("nb")]
    assert [title[-1] for title in offered[:3]] == ["b", "c", "a"]
    assert len(offered) == 30


def test_what_is_asked_for_costs_as_many_queries_however_much_there_is():
    def count():
        found = []
        for kind in ("blog", "tag", "category", "author"):
            followable = followables[kind]
            keys = [key for key, _title in followable.offered("nb")]
            for ask, given in (
                (followable.offered, ("nb",)),
                (followable.describe, (keys, "nb")),
                (followable.newest, (keys[0], "nb", 30)),
            ):
                with CaptureQueriesContext(connection) as queries:
                    assert ask(*given)
                found.append(len(queries))
        return found

    def grow(n):
        for _n in range(n):
            filed(categories=[make.CategoryFactory()], authors=[make.AuthorFactory()], tags=[uuid.uuid4().hex])

    grow(1)
    count()
    small = count()
    grow(20)
    assert count() == small


# --- Where it is said ----------------------------------------------------------------------------


def test_the_front_page_is_about_all_posts(client):
    filed()
    context = client.get("/").context
    assert context["following"] == Subject("blog", "all") == front()["following"]
    assert context["following_title"] == client.get("/blogg/").context["following_title"]


def test_all_that_a_full_site_says_is_told():
    site = FullSite()
    site.grow(2)
    for language in ("nb", "nn"):
        for kind in followables:
            for key, title in kind.offered(language):
                assert kind.describe([key], language)[key].title.endswith(title)
                for one in kind.newest(key, language, 10):
                    entry = sources[one.source].entries([one.key], language)[one.key]
                    assert entry.title
                    assert entry.url.startswith("/")
                    assert entry.html
                    assert entry.id.startswith("urn:")
                    assert sources[one.source].subjects(one.key)
