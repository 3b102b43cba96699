"""Everything that a page of the admin says: what is read, read aloud, shown on hovering, or kept for scripts."""

import json
import re
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, ProcessingInstruction

UNSEEN = (Comment, Declaration, Doctype, ProcessingInstruction)
BUTTONS = {"submit", "button", "reset"}
READ_ALOUD = ("aria-label", "aria-description", "title", "alt", "placeholder", "label")
# Keys whose values are machines' words.
MACHINES = {"type", "name", "id", "icon", "icon_name", "iconname", "classname", "class", "for", "url", "_type", "key"}


def tidy(text):
    return " ".join(unescape(text).split())


def in_value(value, name=""):
    """Yield the texts within a value of JSON; markup among them is read as a page is."""
    if isinstance(value, dict):
        for part, held in value.items():
            yield from in_value(held, part)
    elif isinstance(value, list):
        for held in value:
            yield from in_value(held, name)
    elif isinstance(value, str) and name.lower() not in MACHINES:
        yield from in_attribute(value)


def in_attribute(text):
    """Yield the texts within what an attribute or a script's data holds."""
    if re.match(r"\s*[\[{]", text):
        try:
            yield from in_value(json.loads(text))
        except ValueError:
            yield tidy(text)
    elif re.search(r"<\w", text):
        yield from in_markup(text)
    # A lower-case word by itself is a name that scripts go by.
    elif re.search(r"\s|^[^\W\d_a-zæøå]", text):
        yield tidy(text)


def in_markup(markup):
    """Yield every text of a page or a part of one, what lies in templates for scripts too."""
    page = BeautifulSoup(markup, "html.parser")
    for script in page.select("script"):
        if script.get("type") == "application/json" and script.string:
            yield from in_attribute(script.string)
    for unread in page.select("script, style, code, kbd, svg, textarea"):
        if unread.name == "svg":
            unread.replace_with(" ")
        elif unread.name != "textarea":
            unread.decompose()
    if page.title and page.title.string:
        # The site's name follows.
        page.title.string = page.title.string.rpartition(" - ")[0]
    for text in page.find_all(string=True):
        if not isinstance(text, UNSEEN):
            yield tidy(text)
    for element in page.find_all(True):
        for name, value in element.attrs.items():
            on_button = name == "value" and element.name == "input" and element.get("type") in BUTTONS
            if name in READ_ALOUD or on_button:
                yield tidy(value)
            elif name.startswith("data-") and isinstance(value, str):
                yield from in_attribute(value)


def in_script(script, sources):
    """Yield what a catalogue for scripts makes of each of {asked: what is said without it}."""
    found = re.search(r"const newcatalog = (\{.*?\n {2,}\});", script, re.DOTALL)
    catalogue = json.loads(found.group(1)) if found else {}
    for asked, instead in sources.items():
        said = catalogue.get(asked, instead)
        yield from (tidy(form) for form in (said if isinstance(said, list) else [said]))


def texts(response, sources=None):
    """Return every text of a response: a page, what a chooser fetches, or the catalogue for scripts' `sources`."""
    kind, body = response["Content-Type"], response.content.decode()
    if "javascript" in kind:
        found = in_script(body, sources or {})
    else:
        found = in_attribute(body) if "json" in kind else in_markup(body)
    return {text for text in found if re.search(r"[^\W\d_]{2}", text)}
