"""Nine museums that write in Swedish: notes to a post to an overview, with nothing of anybody else's in it."""

import io
import json
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command

from blog.models import PostPage
from collaboration.models import Competency, Organisation, Session, Statement
from config.publishing import publish_snippet
from config.start import NewOrganisation, start_site
from tests.config.test_start_site import MUSEUMS

pytestmark = pytest.mark.django_db

TASKS = (
    *("Vård", "Dokumentation", "Fotografering", "Utställning", "Insamling", "Registrering", "Tolkning", "Visning"),
    *("Renovering", "Tillverkning", "Försäkring", "Transport", "Förvaring", "Forskning", "Upphandling", "Kartläggning"),
    *("Marknadsföring", "Rådgivning", "Digitalisering", "Undervisning"),
)
THINGS = (
    *("glas", "segel", "flygplan", "lok", "dräkter", "gruvor", "leksaker", "skogar", "åkrar", "allmoge"),
    *("porträtt", "väggbonader", "möbler", "maskiner", "kartor", "brev", "mynt", "örlogsfartyg", "ull", "järn"),
)
COMPETENCIES = [f"{task} av {thing}" for thing in THINGS for task in TASKS]
SHARED, BY_TWO = 40, 18
FOREIGN = ("bibliotek", "akershus", "buskerud", "vestfold", "østfold", "fylke", "samlinger", "kompetanse")


def notes():
    """Return what the museums wrote: 40 together, 18 by two neighbours, and the rest by one alone."""
    together, rest = COMPETENCIES[:SHARED], COMPETENCIES[SHARED:]
    twice, once = rest[:BY_TWO], rest[BY_TWO:]
    lists = {museum: once[number :: len(MUSEUMS)] for number, museum in enumerate(MUSEUMS)}
    for number, name in enumerate(twice):
        for museum in (MUSEUMS[number % 9], MUSEUMS[(number + 1) % 9]):
            lists[museum] = [*lists[museum], name]
    written = ["Vad är vi bra på?", "", "Gemensamt:", *(f"- {name}" for name in together), ""]
    for museum, names in lists.items():
        written += [f"{museum}:", *(f"- {name}" for name in names), ""]
    return "\n".join([*written, "Utmaningar", "- Öppettider på ön", "- Pengar", "", "Mål", "- En gemensam resa", ""])


@pytest.fixture
def museums(settings, tmp_path):
    cache.clear()
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska")]
    settings.LANGUAGE_CODE = "sv"
    started = start_site(name="Nio museer", languages=["sv"], organisations=map(NewOrganisation, MUSEUMS))
    locale = started.locales[0]
    publish_snippet(Session(name="Träffen på ön", date="2026-05-04", locale=locale))
    file = tmp_path / "anteckningar.txt"
    file.write_text(notes(), encoding="utf-8")
    said = {"session": "traffen-pa-on", "title": "Vad vi kan", "language": "sv", "accept": "identical"}
    call_command("import_group_notes", str(file), **said, stdout=io.StringIO())
    PostPage.objects.get().get_latest_revision().publish()
    yield started
    cache.clear()


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_four_hundred_competencies_are_counted_by_who_named_them_sorted_and_given_away(client, museums):
    assert Competency.objects.count() == len(set(COMPETENCIES)) == 400
    assert set(Competency.objects.values_list("name", flat=True)) == set(COMPETENCIES)
    assert Statement.objects.public().filter(concept__kind="competency").count() == 400 + BY_TWO
    page = soup(client, "/samarbete/")
    numbers = [int(link.get_text().split()[0]) for link in page.select(".statement a")]
    assert numbers == [SHARED, BY_TWO, 400 - SHARED - BY_TWO]
    assert "400" in page.select_one(".statement").get_text()
    columns = [cell.get_text(" ", strip=True) for cell in page.select("table.matrix thead th")]
    assert all(any(museum in column for column in columns) for museum in MUSEUMS)
    # Swedish letters stand last.
    page = soup(client, "/samarbete/?order=name&q=" + "f%C3%B6rvaring")
    names = [row.th.get_text(strip=True) for row in page.select("table.matrix tbody tr")]
    assert names[-2:] == ["Förvaring av åkrar", "Förvaring av örlogsfartyg"]
    assert len(names) == len(THINGS)
    # It is theirs to download.
    data = json.loads(client.get("/api/v2/terms/", {"language": "sv", "kind": "competency", "limit": 1}).content)
    assert data["meta"]["total_count"] == 400
    assert Organisation.objects.count() == len(MUSEUMS)
    csv = client.get("/samarbete/data/terms.csv").content.decode("utf-8-sig")
    assert sum("competency" in line for line in csv.splitlines()) == 400


def test_every_page_of_theirs_is_theirs_alone_in_their_language_and_letters(client, museums):
    waiting, seen, pages = deque(["/"]), {"/"}, {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        assert response.status_code in (200, 301, 302, 303), address
        if not response.get("Content-Type", "").startswith("text/html") or response.status_code != 200:
            continue
        pages[address] = page = BeautifulSoup(response.content.decode(), "html.parser")
        for link in page.find_all("a", href=True):
            target = urlsplit(urldefrag(urljoin(f"http://testserver{address}", link["href"])).url)
            # Of the statements and terms every tenth is enough, and each page of the overview as it stands first.
            organisations = target.path.startswith("/samarbete/organisationer/")
            many = not organisations and target.path.count("/") > 3 and sum(map(ord, target.path)) % 10
            inside = target.netloc == "testserver" and not target.path.startswith(("/admin", "/static", "/documents"))
            if inside and not target.query and not many and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)
    assert len(pages) > 50
    for address, page in pages.items():
        assert page.html["lang"] == "sv", address
        text = page.get_text(" ").casefold()
        assert [word for word in FOREIGN if word in text] == [], address
    shown = {address for address in pages if address.startswith("/samarbete/kompetens/")}
    assert len(shown) > 30
    assert any("/organisationer/akermuseet/" in address for address in pages)
