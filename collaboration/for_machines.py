"""What the collaboration's pages tell machines: the way there, translations, structured data."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collaboration.routes import CHANGES, HELP, ORGANISATIONS, PICTURES, RESPONSIBILITY, SECTIONS, SESSIONS
from collaboration.structured_data import defined_term, event, organization
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from home.chrome import chrome_of
from home.structured_data import plain

SECTION_TITLES = {
    ORGANISATIONS: gettext_lazy("Organisations"),
    SESSIONS: gettext_lazy("Sessions"),
    PICTURES: gettext_lazy("The numbers as pictures"),
    HELP: gettext_lazy("Requests for help"),
    RESPONSIBILITY: gettext_lazy("Responsibility map"),
    CHANGES: gettext_lazy("What has changed"),
    **{str(kind): title for kind, title in KIND_PLURALS.items()},
}


def identifier(request, uuid):
    """Return the address that stands for a thing for ever."""
    return request.build_absolute_uri(reverse("identified", args=[uuid]))


def told(page, request, context):
    """Return what `{% for_machines %}` needs beside what a view shows. Asks the database nothing.

    A page for one thing has it in its context, as `organisation`, `session` or `term`, and `faces`: its
    live rows in all languages, first written first. A list has its `section`.
    """
    front = (page.title, page.get_url(request))
    if section := context.get("section"):
        return {"trail": [front, _section(page, request, section)]}
    for key, section, describe in (
        ("organisation", ORGANISATIONS, _organisation),
        ("session", SESSIONS, _session),
        ("term", "", _term),
    ):
        if key in context:
            thing = context[key]
            section = section or thing.kind
            own = _addresses(page, request, section, context["faces"])
            # What stands in for a translation is told of at its own address.
            url = own.get(page.locale.language_code) or next(iter(own.values()), request.path)
            node, summary = describe(request, thing, request.build_absolute_uri(url), page, context)
            return {
                "subject": thing,
                "trail": [front, _section(page, request, section), (thing.name, url)],
                "alternates": own,
                "structured": [node],
                "summary": plain(thing.description, 300) or summary,
            }
    return {"trail": [front]}


def _section(page, request, section):
    return SECTION_TITLES[str(section)], page.section_url(section, request)


def _addresses(page, request, section, faces):
    """Return {language: address} of a thing where it is written in that language and has a public page."""
    fronts = chrome_of(request, page).faces
    found = {}
    for face in faces:
        language = face.locale.language_code
        if front := fronts.get(language):
            found[language] = f"{front}{SECTIONS.word(section, language)}/{face.slug}/"
    return found


def _organisation(request, organisation, url, page, context):
    node = organization(
        identifier=identifier(request, organisation.translation_key),
        name=organisation.name,
        short_name=organisation.short_name,
        description=plain(organisation.description),
        website=organisation.website,
        url=url,
    )
    return node, _("What %(name)s said, in which session, and in which words.") % {"name": organisation.name}


def _session(request, session, url, page, context):
    node = event(
        identifier=identifier(request, session.translation_key),
        name=session.name,
        start=session.when.iso(),
        end=session.when.iso_end() or "",
        place=session.place,
        description=plain(session.description),
        url=url,
        present=[(identifier(request, row.translation_key), row.name) for row in context["present"]],
        summaries=[(request.build_absolute_uri(at), summary.title) for summary, at in context["summaries"]],
    )
    return node, _("What was said in “%(name)s”, and by whom.") % {"name": session.name}


def _term(request, term, url, page, context):
    set_name, set_url = _section(page, request, term.kind)
    node = defined_term(
        identifier=identifier(request, term.concept.uuid),
        name=term.name,
        aliases=term.alias_list,
        description=plain(term.description),
        language=term.locale.language_code,
        url=url,
        set_name=str(set_name),
        set_url=request.build_absolute_uri(set_url),
    )
    return node, _("Who named “%(name)s”, in which session, and in which words.") % {"name": term.name}
