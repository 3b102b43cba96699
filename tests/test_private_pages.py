"""What is not for everybody is in no list, no count and no answer, from whatever side it is asked for."""

import datetime

import pytest
from bs4 import BeautifulSoup

from blog.following import subject_of
from collaboration.models import Statement
from home.following import ALL, Subject
from tests import factories as make
from tests.comments import making as discussing
from tests.full_site import close, feeds_of

pytestmark = pytest.mark.django_db

SECRET = "Hemmelighet"


class Site:
    """One open post and one to hide, which share author, category, session, organisation and terms."""

    def __init__(self):
        for language in ("nb", "nn"):
            make.blog(language)
            make.collaboration_page(language)
        self.author, self.category = make.AuthorFactory(name="Ingrid"), make.CategoryFactory(name="Felles")
        self.session = make.SessionFactory(name="Første samling")
        self.organisation = make.OrganisationFactory(name="Akershus")
        self.open = self._post("Åpent innlegg", "Åpent ord", 1)
        self.hidden = self._post(f"{SECRET} i tittelen", f"{SECRET} i ordet", 2, tags=["lesing", "hemmelig-emne"])

    def _post(self, title, wording, month, tags=("lesing",)):
        said = [
            ("competency", "organisations", [self.organisation], [(make.term("competency", "Formidling"), wording)]),
            ("competency", "shared", [], [(make.term("competency", "Lesing"), f"{wording}, felles")]),
        ]
        return make.post(
            said,
            title=title,
            introduction=f"{title}: innledning",
            session=self.session,
            authors=[self.author],
            categories=[self.category],
            tags=tags,
            date=datetime.datetime(2011, month, 5, 12, tzinfo=datetime.UTC),
        )

    def feeds(self):
        """Return the feeds of everything that the posts share, and of the comments on the one to hide."""
        subjects = [Subject("blog", ALL), subject_of(self.author), subject_of(self.category)]
        subjects += [subject_of(tag) for tag in self.open.tags.all()]
        subjects += [Subject("session", str(self.session.translation_key))]
        subjects += [Subject("organisation", str(self.organisation.translation_key))]
        subjects += [Subject("term", str(make.term("competency", "Formidling").concept.uuid))]
        subjects += [Subject("comments", ALL), Subject("comments", f"post.{self.hidden.translation_key}")]
        return list(feeds_of({str(subject): subject for subject in subjects}).values())

    def hide(self, how):
        if how == "unpublished":
            self.hidden.unpublish()
        elif how == "blog closed":
            close(self.hidden.get_parent())
        else:
            close(self.hidden, how)


LISTS = [
    "/",
    "/blogg/",
    "/blogg/arkiv/",
    "/blogg/2011/",
    "/blogg/emneord/lesing/",
    "/blogg/kategori/felles/",
    "/blogg/forfatter/ingrid/",
    "/samarbeid/",
    "/samarbeid/organisasjoner/",
    "/samarbeid/samlinger/",
    "/samarbeid/kompetanse/",
    "/samarbeid/organisasjoner/akershus/",
    "/samarbeid/samlinger/forste-samling/",
    "/samarbeid/kompetanse/formidling/",
    "/samarbeid/kompetanse/lesing/",
    "/nn/",
    "/nn/samarbeid/kompetanse/formidling/",
    "/sitemap.xml",
]


def read(client, address):
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


@pytest.fixture
def site():
    return Site()


@pytest.mark.parametrize("how", ["unpublished", "password", "login", "groups"])
def test_a_post_that_is_not_for_all_is_in_no_list(client, site, how):
    for address in LISTS[:14]:
        assert client.get(address).status_code == 200
    seen = [address for address in LISTS if SECRET in client.get(address).content.decode()]
    assert len(seen) > 8, "the lists show it while it is open"
    site.hide(how)
    shown = [address for address in LISTS if SECRET in client.get(address).content.decode()]
    assert not shown
    assert site.hidden.url not in client.get("/sitemap.xml").content.decode()
    assert "Åpent innlegg" in client.get("/blogg/").content.decode()


@pytest.mark.parametrize("how", ["unpublished", "password", "login", "groups", "blog closed"])
def test_a_post_that_is_not_for_all_is_in_no_feed_and_is_not_offered_to_be_followed(client, site, how):
    discussing.published(site.hidden, text=f"{SECRET} i en kommentar")
    feeds = site.feeds()
    about = f"/follow/?about=comments:post.{site.hidden.translation_key}"

    def shown():
        return [one for one in [*feeds, about] if SECRET in client.get(one).content.decode()]

    assert shown() == [*feeds, about], "they show it while it is open"
    site.hide(how)
    assert shown() == []
    form = read(client, about).main.form
    assert f"comments:post.{site.hidden.translation_key}" not in [one.get("value") for one in form.find_all("input")]


@pytest.mark.parametrize("how", ["unpublished", "password", "login"])
def test_a_post_that_is_not_for_all_is_counted_nowhere(client, site, how):
    def counts():
        archive = [row.get_text(strip=True) for row in read(client, "/blogg/arkiv/").main.find_all(class_="num")]
        said = read(client, "/samarbeid/kompetanse/formidling/").find(id="said-h").parent.p.get_text(strip=True)
        sessions = " ".join(read(client, "/samarbeid/samlinger/").main.get_text(" ").split())
        tagged = " ".join(read(client, "/blogg/emneord/lesing/").main.get_text(" ").split())
        return archive, said, "4 utsagn" in sessions, "2 innlegg" in tagged

    assert counts() == (["1", "1"], "2 utsagn", True, True)
    site.hide(how)
    assert counts() == (["1"], "1 utsagn", False, False)


@pytest.mark.parametrize("how", ["unpublished", "password", "login"])
def test_what_only_hidden_posts_have_is_not_found_any_more(client, site, how):
    addresses = ["/blogg/2011/2/", "/blogg/emneord/hemmelig-emne/"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    site.hide(how)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("how", ["unpublished", "password", "login"])
def test_nothing_below_a_hidden_post_tells_of_it(client, site, how):
    statement = Statement.objects.filter(post=site.hidden).first()
    make.revise(site.hidden, introduction=f"Ny innledning om {SECRET}", publish=True)
    addresses = [site.hidden.url, f"{site.hidden.url}endringer/", f"{site.hidden.url}utsagn/{statement.mark}/"]
    assert all(SECRET in client.get(address).content.decode() for address in addresses)
    site.hide(how)
    for address in [*addresses, f"/id/{statement.uuid}"]:
        response = client.get(address)
        assert SECRET not in response.content.decode(), address
        assert site.hidden.slug not in response.get("Location", "").partition("next=")[0]
    assert client.get(f"/id/{statement.uuid}").status_code == 404


def test_the_neighbours_of_a_hidden_post_do_not_name_it(client, site):
    assert SECRET in client.get(site.open.url).content.decode()
    site.hide("password")
    assert SECRET not in client.get(site.open.url).content.decode()


def test_a_closed_blog_closes_everything_in_it(client, site):
    site.hide("blog closed")
    for address in LISTS:
        assert SECRET not in client.get(address).content.decode(), address
        assert "Åpent ord" not in client.get(address).content.decode(), address


def test_who_has_given_the_password_reads_the_post_and_lists_stay_as_they_are(client, site):
    site.hide("password")
    form = read(client, site.hidden.url).main.form
    fields = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    client.post(form["action"], {**fields, "password": "åpne deg"}, HTTP_ORIGIN="http://testserver")
    assert SECRET in client.get(site.hidden.url).content.decode()
    assert SECRET not in client.get("/blogg/").content.decode()


@pytest.mark.parametrize("kind", ["organisation", "session", "term"])
def test_a_draft_of_what_is_talked_about_has_no_page_and_is_in_no_list(client, site, kind):
    made = {
        "organisation": lambda: make.OrganisationFactory(name=SECRET, live=False),
        "session": lambda: make.SessionFactory(name=SECRET, live=False),
        "term": lambda: make.term("competency", SECRET, live=False),
    }[kind]()
    section = {"organisation": "organisasjoner", "session": "samlinger", "term": "kompetanse"}[kind]
    assert client.get(f"/samarbeid/{section}/{made.slug}/").status_code == 404
    site.hide("unpublished")
    for address in [*LISTS, "/visual-keys.css"]:
        assert SECRET.lower() not in client.get(address).content.decode().lower(), address
    uuid = made.concept.uuid if kind == "term" else made.translation_key
    assert client.get(f"/id/{uuid}").status_code == 404


def test_a_draft_of_a_live_post_shows_nowhere(client, site):
    make.revise(site.open, title=f"{SECRET} utkast", introduction=SECRET, said=[("goal", "shared", [], [SECRET])])
    site.hide("unpublished")
    for address in [*LISTS, site.open.url]:
        assert SECRET not in client.get(address).content.decode(), address
