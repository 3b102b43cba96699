"""A site with everything that a reader can meet, in any size, and the address of each kind of page."""

import datetime
import io
import itertools
import uuid

from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction

from blog.models import PostPage
from collaboration.changes import developing
from collaboration.links.linking import change_links
from collaboration.models import TERM_MODELS, Kind, Organisation, Session, SessionPicture, Statement, WordingTranslation
from home.following import ALL, Subject
from home.models import SiteImage
from home.text.dates import ImpreciseDate, Precision
from subscriptions.feeds.formats import FORMATS
from tests import factories as make
from tests.collaboration import helping
from tests.comments import making as discussing

PASSWORD = "åpne deg"


def in_bokmaal(name, args=()):
    """Return an address of the site's first language, whatever was asked for last."""
    with translation.override("nb"):
        return reverse(name, args=args)


def feeds_of(subjects):
    """Return {what it is: address} of the feeds of {name: subject}, in every format, in bokmål."""
    return {
        f"{form} of {name}": in_bokmaal("subscriptions:feed", [subject.kind, subject.key, form])
        for name, subject in subjects.items()
        for form in FORMATS
    }


def picture(title="Tavla"):
    """Return a small picture of its own."""
    file = io.BytesIO()
    Image.new("RGB", (32, 24), (len(title) * 7 % 255, 120, 90)).save(file, "PNG")
    return SiteImage.objects.create(
        title=title, file=ImageFile(file, name=f"{uuid.uuid4().hex[:8]}.png"), credit="Kari"
    )


def block(kind, value):
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


class FullSite:
    """Two languages; posts with authors, categories, tags, pictures and statements; a session's sources."""

    def __init__(self):
        make.site()
        for language in ("nb", "nn"):
            make.blog(language, posts_per_page=10)
            make.collaboration_page(language)
            home = make.home_page(language)
            make.add(home, make.StandardPage(title="Om oss", slug="om-oss", show_in_menus=True))
            make.add(home, make.StandardPage(title="Personvern", slug="personvern"))
        make.translated(make.SiteTextFactory(name="Samspill", tagline="Fire bibliotek"))
        self.theme = make.ThemeFactory(name="Lesning")
        self.category = make.CategoryFactory(name="Gruppearbeid")
        self.author = make.AuthorFactory(name="Ingrid")
        self.closed = make.standard_page(title="Bare for oss", slug="bare-for-oss")
        PageViewRestriction.objects.create(page=self.closed, restriction_type="password", password=PASSWORD)
        self.rows = 0
        self.post = None

    def grow(self, rows):
        """Add organisations, sessions, terms in all kinds, and posts: `rows` of each."""
        first, self.rows = self.rows, self.rows + rows
        numbers = range(first, self.rows)
        for number in numbers:
            organisation = make.OrganisationFactory(name=f"Bibliotek {number:03}", short_name=f"B{number:03}")
            make.translated(organisation, name=f"Biblioteket {number:03}")
            others = Organisation.objects.first_written().exclude(pk=organisation.pk)[:3]
            session = make.SessionFactory(name=f"Samling {number:03}", present=[organisation, *others])
            make.translated(session)
            SessionPicture.objects.create(
                session=Session.objects.first(), image=picture(), alt_text="Tavla", shown=True
            )
            terms = {}
            for kind in Kind:
                term = terms[kind] = make.term(kind, f"{kind.label} {number:03}", theme=self.theme)
                if number % 2:
                    make.translated(term, name=f"{kind.label} {number:03} på nynorsk")
            self._state(terms, "agreed")
        self._link(numbers)
        for number in numbers:
            self._write(number)
        # One post that grows with the site, and says everything.
        self.post = self.post or make.post(title="Hva er vi gode på?", session=Session.objects.first(), live=False)
        said = self._said(range(self.rows))
        said += [
            make.body([], f'Se <a linktype="page" id="{make.blog().pk}">bloggen</a>').raw_data[0] for _n in numbers
        ]
        said += [block("image", {"image": self._image(number), "caption": "Tavla"}) for number in numbers]
        for title in ("Hva er vi gode på?", "Hva er vi gode på, og hva vil vi?"):
            make.revise(self.post, title=title, body=make.body(said), publish=True)
        self.nynorsk = self._in_nynorsk(self.post, alias=True)
        self._translate()
        self._discuss(numbers)
        self._help(numbers)

    @staticmethod
    def _translate():
        """Put nynorsk beside all that was said."""
        said = Statement.objects.standing().values_list("translation_key", "item_uuid", "wording").distinct()
        nynorsk = make.locale("nn")
        WordingTranslation.objects.bulk_create(
            [
                WordingTranslation(
                    translation_key=key, item_uuid=item, locale=nynorsk, original=text, text=f"{text} òg"
                )
                for key, item, text in said
            ],
            ignore_conflicts=True,
        )

    def _link(self, numbers):
        def concepts(kind, numbers):
            return [make.term(kind, f"{kind.label} {number:03}").concept_id for number in numbers]

        first = {kind: concepts(kind, [0])[0] for kind in Kind}
        goals = concepts(Kind.GOAL, numbers)
        helped = [(one, to) for one in concepts(Kind.COMPETENCY, numbers) for to in (*goals, first[Kind.CHALLENGE])]
        served = [(first[Kind.MEANS], goal) for goal in goals]
        answered = [(goal, to) for goal in goals for to in concepts(Kind.CHALLENGE, numbers)]
        change_links(link=[*helped, *served, *answered, (first[Kind.COMPETENCY], first[Kind.GOAL])])

    def _discuss(self, numbers):
        term = TERM_MODELS[Kind.COMPETENCY].objects.filter(locale=make.locale()).order_by("pk").first()
        where = [("post", self.post.translation_key), ("term", term.concept.uuid)]
        for number, (subject, key) in itertools.product(numbers, where):
            discussed = {"subject": subject, "key": key, "name": f"Kari {number}"}
            self.comment = discussing.published(None, text=f"Kommentar {number}.", **discussed)
            discussing.published(None, text=f"Svar {number}.", answers=self.comment, **discussed)

    def _help(self, numbers):
        """Let people ask one organisation for help with one term, and name leads."""
        self.helped = self._first_competency().concept
        for number in numbers:
            helping.public(concept=self.helped, name=f"Kari {number}", own=helping.organisation(number))
            helping.public(concept=make.term(Kind.COMPETENCY, f"{Kind.COMPETENCY.label} {number:03}").concept)
            helping.lead(make.ThemeFactory(), helping.organisation(number), source=self.post)

    @staticmethod
    def _first_competency():
        return TERM_MODELS[Kind.COMPETENCY].objects.filter(locale=make.locale()).order_by("pk").first()

    @staticmethod
    def _state(terms, status):
        """State that a challenge became a goal, and what became of that, as a page tells."""
        when = ImpreciseDate(datetime.date(2011, 5, 1), Precision.MONTH)
        told = {"when": when, "locale": make.locale(), "source": Page.objects.filter(depth__gt=2, live=True).first()}
        challenge, goal = terms[Kind.CHALLENGE].concept, terms[Kind.GOAL].concept
        developing.state(concept=challenge, status="moved", target=goal, **told)
        developing.state(concept=goal, status=status, **told)

    def _image(self, number):
        return {"image": picture(f"Tavle {number}").pk, "alt_text": "Tavla", "decorative": False}

    def _said(self, numbers):
        organisations = list(Organisation.objects.first_written().order_by("pk"))
        competencies = [f"{Kind.COMPETENCY.label} {number:03}" for number in numbers]
        lists = [("competency", "shared", [], competencies)]
        lists += [("competency", "organisations", [organisation], competencies[:6]) for organisation in organisations]
        lists += [
            (kind, "unattributed", [], [f"{Kind(kind).label} {number:03}" for number in numbers])
            for kind in ("challenge", "goal", "means")
        ]
        return [make.statement_list(*entry) for entry in lists]

    def _write(self, number):
        page = make.post(
            self._said([number])[:3],
            title=f"Innlegg {number:03}",
            session=Session.objects.get(name=f"Samling {number:03}", locale=make.locale()),
            authors=[self.author, make.AuthorFactory()],
            categories=[self.category, make.CategoryFactory()],
            tags=["lesing", f"emne-{number}"],
            introduction="Kort sagt.",
            featured_image=picture(),
            featured_image_alt="Tavla",
            date=timezone.now() - datetime.timedelta(days=number % 25),
        )
        self._in_nynorsk(page, alias=bool(number % 2))

    def _in_nynorsk(self, page, alias):
        found = PostPage.objects.filter(translation_key=page.translation_key, locale=make.locale("nn")).first()
        if found:
            return found
        copy = page.copy_for_translation(make.locale("nn"), alias=alias)
        if not alias:
            copy.save_revision().publish()
        return PostPage.objects.get(pk=copy.pk)

    def subjects(self):
        """Return {what it is: subject} of one of each kind that can be followed."""
        organisation = Organisation.objects.first_written().order_by("pk").first()
        return {
            "blog": Subject("blog", ALL),
            "tag": Subject("tag", str(Tag.objects.get(name="lesing").pk)),
            "category": Subject("category", str(self.category.translation_key)),
            "author": Subject("author", str(self.author.pk)),
            "organisation": Subject("organisation", str(organisation.translation_key)),
            "session": Subject("session", str(self.post.session.translation_key)),
            "term": Subject("term", str(self.helped.uuid)),
            "comments on a post": Subject("comments", f"post.{self.post.translation_key}"),
            "comments on a term": Subject("comments", f"term.{self.helped.uuid}"),
            "all comments": Subject("comments", ALL),
        }

    def addresses(self):
        """Return {what it is: address} of everything that is served with 200 to anybody."""
        blog, collaboration = make.blog(), make.collaboration_page()
        statement = Statement.objects.standing().filter(post=self.post).order_by("position").first()
        today = timezone.localdate(self.post.date)
        tag = Tag.objects.get(name="lesing")
        found = {
            "home": "/",
            "blog": blog.url,
            "archive": f"{blog.url}arkiv/",
            "year": f"{blog.url}{today.year}/",
            "month": f"{blog.url}{today.year}/{today.month:02}/",
            "tag": f"{blog.url}emneord/{tag.slug}/",
            "category": f"{blog.url}kategori/{self.category.slug}/",
            "author": f"{blog.url}forfatter/{self.author.slug}/",
            "post": self.post.url,
            "changes": f"{self.post.url}endringer/",
            "statement": f"{self.post.url}utsagn/{statement.mark}/",
            "standard page": "/om-oss/",
            "password": self.closed.url,
            "collaboration": collaboration.url,
            "organisations": f"{collaboration.url}organisasjoner/",
            "sessions": f"{collaboration.url}samlinger/",
            "what has changed": f"{collaboration.url}endringer/",
            "competencies": f"{collaboration.url}kompetanse/",
            "challenges": f"{collaboration.url}utfordringer/",
            "goals": f"{collaboration.url}maal/",
            "means": f"{collaboration.url}virkemidler/",
            "organisation": f"{collaboration.url}organisasjoner/bibliotek-000/",
            "session": f"{collaboration.url}samlinger/samling-000/",
            "term": f"{collaboration.url}kompetanse/{self._slug(Kind.COMPETENCY)}/",
            "challenge": f"{collaboration.url}utfordringer/{self._slug(Kind.CHALLENGE)}/",
            "nynorsk goal": f"{make.collaboration_page('nn').url}maal/{self._slug(Kind.GOAL)}/",
            "goal": f"{collaboration.url}maal/{self._slug(Kind.GOAL)}/",
            "who can help": f"{collaboration.url}hvem-kan-hjelpe/",
            "chain": f"{collaboration.url}hvem-kan-hjelpe/?view=chain",
            "nynorsk who can help": f"{make.collaboration_page('nn').url}kven-kan-hjelpe/",
            "links as CSV": f"{collaboration.url}data/links.csv",
            "nynorsk home": "/nn/",
            "nynorsk blog": make.blog("nn").url,
            "nynorsk alias": self.nynorsk.url,
            "nynorsk translation": PostPage.objects.get(title="Innlegg 000", locale=make.locale("nn")).url,
            "nynorsk collaboration": make.collaboration_page("nn").url,
            "nynorsk term": f"{make.collaboration_page('nn').url}kompetanse/{self._slug(Kind.COMPETENCY)}/",
            "nynorsk organisation": f"{make.collaboration_page('nn').url}organisasjonar/bibliotek-000/",
            "discussion": in_bokmaal("comments:write", args=["post", self.post.translation_key]),
            "thread": in_bokmaal("comments:thread", args=[self.comment.pk]),
            "comments' feed": in_bokmaal("comments:feed"),
            "discussion's feed": in_bokmaal("comments:feed_of", args=["post", self.post.translation_key]),
            "sessions' calendar": in_bokmaal("calendar:sessions"),
            "session's calendar": in_bokmaal("calendar:session", args=[self.post.session.translation_key]),
            "follow": in_bokmaal("subscriptions:follow"),
            "follow a term": f"{in_bokmaal('subscriptions:follow')}?about=term:{self.helped.uuid}",
            "asked to follow": in_bokmaal("subscriptions:asked"),
            **{what: one for what, one in feeds_of(self.subjects()).items() if "atom" in what or "blog" in what},
            "responsibility map": f"{collaboration.url}ansvar/",
            "requests for help": f"{collaboration.url}be-om-hjelp/",
            "form to ask": in_bokmaal("help:ask", args=[self.helped.uuid]),
            "open data": f"{collaboration.url}data/",
            "data as CSV": f"{collaboration.url}data/statements.csv",
            "all data": f"{collaboration.url}data/all.json",
            "API": "/api/v2/statements/",
            "sitemap": "/sitemap.xml",
            "visual keys": "/visual-keys.css",
        }
        return found

    def _slug(self, kind):
        return TERM_MODELS[kind].objects.filter(locale=make.locale()).order_by("pk").first().slug


def close(page, kind="password"):
    """Restrict a page: "password", "login" or "groups". Returns the restriction."""
    password = PASSWORD if kind == "password" else ""
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=kind, password=password
    )
