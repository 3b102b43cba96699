"""What the site tells machines of itself: where things are, in which languages, and what they are."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from collaboration.models import Competency
from collaboration.reading import mark_of
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def head(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser").head


def canonical(client, address):
    (link,) = head(client, address).find_all("link", rel="canonical")
    return link["href"]


def alternates(client, address):
    links = head(client, address).find_all("link", rel="alternate", hreflang=True)
    return {link["hreflang"]: link["href"] for link in links}


def structured(client, address):
    """Return {type: node} of a page's JSON-LD."""
    scripts = head(client, address).find_all("script", type="application/ld+json")
    nodes = [node for script in scripts for node in json.loads(script.string)["@graph"]]
    return {node["@type"]: node for node in nodes}


def mapped(client):
    """Return [(address, last change)] of the sitemap."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content).findall("s:url", space)
    return [(url.findtext("s:loc", namespaces=space), url.findtext("s:lastmod", namespaces=space)) for url in urls]


def restrict(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="open, please"
    )


def in_nynorsk(page, alias):
    """Return the page's nynorsk face, below the nynorsk home page: a true translation, or an alias."""
    factories.home_page("nn")
    copy = page.copy_for_translation(factories.locale("nn"), copy_parents=True, alias=alias)
    if not alias:
        copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


class TestTheOneAddress:
    def test_a_page_is_at_its_own_address_whatever_was_asked_of_it(self, client):
        post = factories.post(title="Hva er vi gode på?")
        assert canonical(client, f"{post.url}?utm_source=mail&page=1") == f"{SITE}{post.url}"

    def test_the_second_page_of_a_list_is_a_page_of_its_own(self, client):
        blog = factories.blog(posts_per_page=1)
        factories.post()
        factories.post()
        assert canonical(client, f"{blog.url}?page=2&sort=x") == f"{SITE}{blog.url}?page=2"
        assert canonical(client, f"{blog.url}?page=1") == f"{SITE}{blog.url}"

    def test_a_copy_that_is_not_translated_leads_to_its_source(self, client):
        post = factories.post(title="Hva er vi gode på?")
        alias = in_nynorsk(post, alias=True)
        assert alias.url.startswith("/nn/")
        assert canonical(client, alias.url) == f"{SITE}{post.url}"
        assert alternates(client, alias.url) == alternates(client, post.url) == {}

    def test_an_alias_in_the_same_language_leads_to_its_source(self, client):
        post = factories.post(title="Hva er vi gode på?")
        alias = post.create_alias(parent=post.get_parent(), update_slug="samme-sak")
        assert canonical(client, alias.url) == f"{SITE}{post.url}"

    def test_a_statement_of_an_alias_leads_to_the_statement_of_its_source(self, client):
        post = factories.post([("goal", "unattributed", [], ["Samarbeide mer"])])
        item = mark_of(post.body.raw_data[0]["value"]["items"][0]["id"])
        alias = in_nynorsk(post, alias=True)
        assert canonical(client, f"{alias.url}utsegn/{item}/") == f"{SITE}{post.url}utsagn/{item}/"

    def test_an_address_where_nothing_is_has_none(self, client):
        factories.collaboration_page()
        assert not head(client, "/samarbeid/kompetanse/finnes-ikke/", 404).find("link", rel="canonical")

    def test_a_term_without_a_translation_leads_to_the_language_it_is_written_in(self, client):
        in_nynorsk(factories.collaboration_page(), alias=False)
        factories.term("competency", "Bokbuss")
        address = "/samarbeid/kompetanse/bokbuss/"
        assert canonical(client, f"/nn{address}") == canonical(client, address) == f"{SITE}{address}"
        assert alternates(client, f"/nn{address}") == alternates(client, address) == {}


class TestTranslations:
    def test_true_translations_name_each_other_and_the_source(self, client):
        post = factories.post(title="Hva er vi gode på?")
        nynorsk = in_nynorsk(post, alias=False)
        both = {
            "nb": f"{SITE}{post.url}",
            "nn": f"{SITE}{nynorsk.url}",
            "x-default": f"{SITE}{post.url}",
        }
        assert alternates(client, post.url) == alternates(client, nynorsk.url) == both
        assert canonical(client, nynorsk.url) == both["nn"]

    def test_a_page_in_one_language_names_none(self, client):
        assert alternates(client, factories.post().url) == {}

    def test_a_translated_term_is_named_at_its_own_address(self, client):
        in_nynorsk(factories.collaboration_page(), alias=False)
        term = factories.term("competency", "Formidling")
        factories.translated(term, name="Formidling på nynorsk", slug="formidling-nynorsk")
        both = {
            "nb": f"{SITE}/samarbeid/kompetanse/formidling/",
            "nn": f"{SITE}/nn/samarbeid/kompetanse/formidling-nynorsk/",
            "x-default": f"{SITE}/samarbeid/kompetanse/formidling/",
        }
        assert alternates(client, "/samarbeid/kompetanse/formidling/") == both
        assert alternates(client, "/nn/samarbeid/kompetanse/formidling-nynorsk/") == both

    def test_lists_name_the_list_of_the_other_language(self, client):
        in_nynorsk(factories.collaboration_page(), alias=False)
        named = alternates(client, "/samarbeid/utfordringer/")
        assert named["nn"] == f"{SITE}/nn/samarbeid/utfordringar/"
        assert client.get("/nn/samarbeid/utfordringar/").status_code == 200

    def test_the_language_switcher_leads_to_the_same_term(self, client):
        in_nynorsk(factories.collaboration_page(), alias=False)
        factories.term("competency", "Bokbuss")
        soup = BeautifulSoup(client.get("/samarbeid/kompetanse/bokbuss/").content, "html.parser")
        assert soup.find("a", hreflang="nn")["href"] == "/nn/samarbeid/kompetanse/bokbuss/"

    def test_the_language_switcher_never_leads_to_a_tag_that_is_not_there(self, client):
        in_nynorsk(factories.blog(), alias=False)
        factories.post(tags=["lesing"])
        soup = BeautifulSoup(client.get("/blogg/emneord/lesing/").content, "html.parser")
        assert soup.find("a", hreflang="nn")["href"] == "/nn/blogg/"


class TestTheMap:
    def test_everything_public_is_mapped_once_with_its_last_change(self, client):
        organisation = factories.OrganisationFactory(name="Akershus fylkesbibliotek")
        session = factories.SessionFactory(name="Første samling")
        factories.collaboration_page()
        post = factories.post([("competency", "organisations", [organisation], ["Bokbuss"])], session=session)
        addresses = [address for address, _changed in mapped(client)]
        for expected in (
            "/",
            post.url,
            "/blogg/",
            "/samarbeid/",
            "/samarbeid/organisasjoner/akershus-fylkesbibliotek/",
            "/samarbeid/samlinger/forste-samling/",
            "/samarbeid/kompetanse/bokbuss/",
        ):
            assert addresses.count(f"{SITE}{expected}") == 1, expected
        assert len(addresses) == len(set(addresses)) == 7
        today = timezone.localdate().isoformat()
        assert dict(mapped(client))[f"{SITE}/samarbeid/kompetanse/bokbuss/"] == today

    def test_each_address_on_the_map_answers(self, client):
        organisation = factories.OrganisationFactory()
        in_nynorsk(factories.collaboration_page(), alias=False)
        factories.post([("means", "organisations", [organisation], ["Gjennom å møtes"])])
        for address, _changed in mapped(client):
            assert client.get(address.removeprefix(SITE)).status_code == 200, address

    def test_what_is_not_public_is_not_mapped(self, client):
        factories.collaboration_page()
        factories.post([("goal", "unattributed", [], ["Et utkast"])], live=False)
        hidden = factories.post([("goal", "unattributed", [], ["Bak passord"])])
        restrict(hidden)
        factories.term("goal", "Aldri sagt")
        factories.SessionFactory(name="Utkast til samling", live=False)
        assert sorted(address for address, _changed in mapped(client)) == [
            f"{SITE}/",
            f"{SITE}/blogg/",
            f"{SITE}/samarbeid/",
        ]

    def test_a_translation_is_mapped_and_an_alias_is_not(self, client):
        post = factories.post()
        other = factories.post()
        translation, alias = in_nynorsk(post, alias=False), in_nynorsk(other, alias=True)
        addresses = [address for address, _changed in mapped(client)]
        assert f"{SITE}{translation.url}" in addresses
        assert f"{SITE}{alias.url}" not in addresses

    def test_terms_stand_where_they_are_written(self, client):
        in_nynorsk(factories.collaboration_page(), alias=True)
        formidling = factories.term("competency", "Formidling")
        factories.translated(formidling, name="Formidling", slug="formidling")
        factories.post([("competency", "shared", [], ["Formidling", "Bokbuss"])])
        addresses = [address.removeprefix(SITE) for address, _changed in mapped(client)]
        assert [address for address in addresses if "kompetanse/" in address] == [
            "/samarbeid/kompetanse/bokbuss/",
            "/samarbeid/kompetanse/formidling/",
            "/nn/samarbeid/kompetanse/formidling/",
        ]

    def test_a_larger_site_is_mapped_in_no_more_queries(
        self, client, django_assert_max_num_queries, django_assert_num_queries
    ):
        def fill(number):
            for count in range(number):
                organisation = factories.OrganisationFactory()
                said = [("competency", "organisations", [organisation], [f"Fag {Competency.objects.count()} {count}"])]
                factories.post(said, session=factories.SessionFactory())

        factories.collaboration_page()
        fill(1)
        mapped(client)
        with django_assert_max_num_queries(20) as small:
            mapped(client)
        fill(4)
        with django_assert_num_queries(len(small.captured_queries)):
            assert len(mapped(client)) == 3 + 5 * 4


class TestFixedFiles:
    def test_robots_are_kept_out_of_the_admin_and_shown_the_map(self, client):
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert "Disallow: /admin/" in lines
        assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /admin/"]
        assert f"Sitemap: {SITE}/sitemap.xml" in lines

    def test_whom_to_tell_of_a_weakness_is_said_with_a_date_that_is_ahead(self, client, settings):
        settings.SECURITY_CONTACT = "vakt@example.org"
        answer = client.get("/.well-known/security.txt")
        told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
        assert told["Contact"] == "mailto:vakt@example.org"
        expires = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)
        assert answer["Content-Type"] == "text/plain; charset=utf-8"

    def test_a_page_can_be_the_place_to_tell(self, client, settings):
        settings.SECURITY_CONTACT = "https://example.org/varsle"
        assert b"Contact: https://example.org/varsle\n" in client.get("/.well-known/security.txt").content

    def test_nobody_is_promised_where_nobody_was_named(self, client, settings):
        settings.SECURITY_CONTACT = ""
        assert client.get("/.well-known/security.txt").status_code == 404

    def test_the_manifest_has_the_site_s_name_and_pictures_that_exist(self, client):
        factories.SiteTextFactory(name="Samspill rundt fjorden")
        manifest = json.loads(client.get("/manifest.webmanifest").content)
        assert manifest["name"] == "Samspill rundt fjorden"
        for icon in manifest["icons"]:
            assert client.get(icon["src"]).status_code == 200, icon

    def test_the_pictures_named_on_every_page_exist(self, client):
        factories.site()
        links = head(client, "/").find_all("link", rel=lambda rel: rel and "icon" in rel.replace("apple-touch-", ""))
        assert len(links) == 3
        for link in links:
            assert client.get(link["href"]).status_code == 200, link

    @pytest.mark.parametrize(
        "address", ["/robots.txt", "/manifest.webmanifest", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt"]
    )
    def test_none_sets_a_cookie_or_can_be_written_to(self, client, settings, address):
        settings.SECURITY_CONTACT = "vakt@example.org"
        factories.site()
        assert not client.get(address).cookies
        if address != "/sitemap.xml":
            assert client.post(address).status_code == 405


class TestSharing:
    def test_a_page_behind_a_password_says_nothing_of_itself(self, client):
        page = factories.standard_page(title="Hemmelig plan", introduction="Vi slår oss sammen.")
        restrict(page)
        answer = client.get(page.url).content.decode()
        assert "passord" in answer.lower()
        assert "Hemmelig plan" not in answer
        assert "slår oss sammen" not in answer

    def test_a_draft_that_is_previewed_says_nothing_to_machines(self, client):
        page = factories.standard_page(title="Utkast")
        markup = page.make_preview_request().rendered_content
        assert "canonical" not in markup
        assert "og:title" not in markup

    def test_the_front_page_tells_which_site_it_is(self, client):
        factories.site()
        factories.SiteTextFactory(name="Samspill rundt fjorden", tagline="Fire bibliotek")
        node = structured(client, "/")["WebSite"]
        assert (node["name"], node["url"]) == ("Samspill rundt fjorden", f"{SITE}/")
        assert head(client, "/").find("meta", property="og:site_name")["content"] == "Samspill rundt fjorden"
