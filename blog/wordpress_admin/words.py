"""What the import says, in the language of whoever reads it: reasons are kept in English, as the report has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext, gettext_noop, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from blog.importers.wordpress.reading import Reason

TYPES = {
    "post": _("Posts"),
    "page": _("Pages"),
    "attachment": _("Files"),
    "nav_menu_item": _("Menu items"),
    "revision": _("Earlier versions"),
    "wp_block": _("Reusable blocks"),
    "wp_navigation": _("Menus of the block editor"),
    "wp_template": _("Templates"),
    "wp_template_part": _("Parts of templates"),
    "wp_global_styles": _("Styles"),
    "custom_css": _("Style sheets"),
    "customize_changeset": _("Changes of the theme"),
    "feedback": _("Mails from contact forms"),
    "product": _("Products"),
}
STATUSES = {
    "publish": _("Published"),
    "future": _("Scheduled"),
    "draft": _("Drafts"),
    "pending": _("Waiting for an editor"),
    "private": _("Private"),
    "trash": _("In the trash"),
    "auto-draft": _("Drafts never saved"),
    "inherit": _("As what they belong to"),
}
# That of files, which is that of the post they hang at.
NO_STATUS = "inherit"
COMMENTS = {
    "1": pgettext_lazy("comments", "Approved"),
    "0": _("Waiting for a moderator"),
    "spam": _("Spam"),
    "trash": _("In the trash"),
    "post-trashed": _("In the trash with their post"),
    "ping": _("Pingbacks and trackbacks"),
}
# Why what is of such a type stays behind.
STAYS = {
    "feedback": _("They are private letters, and are never published."),
    "product": _("There is no shop here."),
    "nav_menu_item": _("Pages that were in the menu are in the menu here."),
    "revision": _("The newest version comes along."),
    "wp_block": _("They come along within the posts that use them."),
}
STAGES = {
    "reading": _("Reading the export"),
    "terms": _("Categories, tags and authors"),
    "media": _("Files"),
    "posts and pages": _("Posts and pages"),
    "links": _("Links between the posts"),
    "addresses": _("Old addresses"),
    "proof": _("Asking for every old address"),
    "texts": _("Comparing the texts"),
}
# The sentences of the reading, the loading and the proof. What is in brackets is filled in, and found again.
SENTENCES = (
    gettext_noop("An address too long for a redirect"),
    gettext_noop("A picture on another's host: linked to, not shown"),
    gettext_noop("A picture without an alternative text"),
    gettext_noop("Its post was not imported"),
    gettext_noop("It has no number of its own"),
    gettext_noop("A %(kind)s is no comment of a person"),
    gettext_noop("Comments in the state “%(state)s” are not to be imported"),
    gettext_noop("What it answers is not here: it begins a thread of its own"),
    gettext_noop("There is no such file among the media"),
    gettext_noop("Files of the type “%(ending)s” are not kept on this site"),
    gettext_noop("The file is larger than the site allows: %(size)s bytes"),
    gettext_noop("The file can't be read: %(error)s"),
    gettext_noop("The file can't be kept: %(error)s"),
    gettext_noop("It could not be fetched: %(error)s"),
    gettext_noop("It answers %(status)s"),
    gettext_noop("There is no author “%(author)s” here, for “%(login)s”."),
    gettext_noop("Its number belongs to an earlier item, as WordPress sees it"),
    gettext_noop("What it is about is no post here"),
    gettext_noop("Things of the type “%(type)s” are not pages here"),
    gettext_noop("The post itself failed"),
    gettext_noop("A term of “%(taxonomy)s”: posts here have none"),
    gettext_noop("A category below another: categories stand side by side here"),
    gettext_noop("A tag's description: tags have none here"),
    gettext_noop("It was deleted here after it was imported"),
    gettext_noop("It is in the trash"),
    gettext_noop("Its status, “%(status)s”, is not among those to import"),
    gettext_noop("It has changed there; --update brings the change"),
    gettext_noop("Conflict: it has changed there, and was edited here"),
    gettext_noop("It is unpublished here: %(why)s"),
    gettext_noop("Not known: %(name)s"),
    gettext_noop("A text on several pages: it stands on one here"),
    gettext_noop("A field of its own: %(name)s"),
    gettext_noop("Sticky: posts here are not"),
    gettext_noop("A post format: posts here have none"),
    gettext_noop("A featured image that is not here"),
    gettext_noop("The page above is not here: it stands at the top"),
    gettext_noop("It waits there for an editor: a draft here"),
    gettext_noop("%(kind)s: %(number)s too many or too few"),
    gettext_noop("%(address)s answers %(status)s"),
    gettext_noop("There is no blog here to import into."),
    gettext_noop("There is no blog “%(name)s” here."),
)
# What a worker says of a run that it gave up.
GONE = gettext_noop("What was uploaded is no longer there. Upload it again; what has been brought in comes only once.")
NO_ROOM = gettext_noop(
    "There is no room left on the disk of this site. Ask whoever runs the site to make room, and then go on."
)
# What an error calls itself, for whoever runs the site: "ValueError: …".
TECHNICAL = re.compile(r"[A-Z]\w*(Error|Exception|Exit|Interrupt|Timeout|Warning)\b")
# Whoever reads it in the admin has no command line.
INSTEAD = {
    "It has changed there; --update brings the change": gettext_noop(
        "It has changed there. Import once more with “Bring what has changed there since”."
    ),
}
# What is filled in is a word of WordPress's own, where there is another for it here.
NAMED = {"type": lambda value: type_name(value), "status": lambda value: status_name(value)}
NAMED["state"] = lambda value: comment_state(value)
PLACE = re.compile(r"%\((\w+)\)s")


def in_order(counts: Mapping[str, Any], known: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return counts in the order of what is known, and then the others by name: PostgreSQL keeps no order in JSON."""
    places = {name: place for place, name in enumerate(known)}
    return sorted(counts.items(), key=lambda pair: (places.get(pair[0], len(places)), pair[0]))


def type_name(kind: str) -> Any:
    return TYPES.get(kind, kind)


def status_name(status: str) -> Any:
    return STATUSES.get(status, status)


def state_name(state: str) -> str:
    """Return how a run stands."""
    return {
        "reading": pgettext("from WordPress", "being read"),
        "ready": pgettext("from WordPress", "waits for your choices"),
        "waiting": pgettext("from WordPress", "waits for its turn"),
        "running": pgettext("from WordPress", "at work"),
        "stopped": pgettext("from WordPress", "stopped"),
        "done": pgettext("from WordPress", "done"),
        "failed": pgettext("from WordPress", "failed"),
    }.get(state, state)


def comment_state(state: str) -> Any:
    return COMMENTS.get(state, state)


def kind_name(kind: str) -> str:
    """Return the name of what the report counts: "post/publish", or a state of comments."""
    what, _slash, status = kind.partition("/")
    if status == NO_STATUS:
        return str(type_name(what))
    return f"{type_name(what)}: {status_name(status)}" if status else str(comment_state(what))


def refusal(reason: str, name: str) -> str:
    """Return why a file is not read, and what to do."""
    if reason == "SEVERAL_BLOGS":
        return gettext("The files are of several blogs: %(names)s. Bring in one at a time.") % {"names": name}
    return gettext(Reason[reason].value) % {"name": name}


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(sentence, re.compile(_pattern(sentence), re.DOTALL)) for sentence in SENTENCES if PLACE.search(sentence)]


def _pattern(sentence: str) -> str:
    return "".join(_parts(sentence))


def _parts(sentence: str) -> Iterator[str]:
    at = 0
    for place in PLACE.finditer(sentence):
        yield re.escape(sentence[at : place.start()]) + f"(?P<{place[1]}>.+?)"
        at = place.end()
    yield re.escape(sentence[at:])


def said(sentence: str) -> str:
    """Return a sentence of the report in the reader's language; what is not known as it is."""
    if not sentence:
        return ""
    if "; Conflict: " in sentence:
        return "; ".join(said(part) for part in sentence.split("; "))
    if sentence in SENTENCES:
        return gettext(INSTEAD.get(sentence, sentence))
    for msgid, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            values = found.groupdict()
            if values.get("type") in STAYS:
                return str(STAYS[values["type"]])
            values |= {name: str(named(values[name])) for name, named in NAMED.items() if name in values}
            if "why" in values:
                values["why"] = said(values["why"])
            if "kind" in values and "number" in values:
                values["kind"] = kind_name(values["kind"].removeprefix("comment/"))
            return gettext(msgid) % values
    return gettext(sentence)


def result_name(result: str) -> str:
    """Return what became of one thing."""
    return {
        "imported": pgettext("from WordPress", "imported"),
        "updated": pgettext("from WordPress", "updated"),
        "unchanged": pgettext("from WordPress", "here before"),
        "skipped": pgettext("from WordPress", "not imported"),
        "failed": pgettext("from WordPress", "failed"),
    }.get(result, result)
