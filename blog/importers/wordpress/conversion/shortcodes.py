"""WordPress's shortcodes: those that show something become elements, others stay as they were typed and are named."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from blog.importers.wordpress.conversion.addresses import on_the_web

Attributes = dict[str, str]
Unknown = list[tuple[str, str]]

_CODE = {name: re.compile(rf"\[{name}(?:\s[^\]]*)?\](.*?)\[/{name}\]", re.DOTALL) for name in ("sourcecode", "code")}
_EMBED = re.compile(r"(?<!\[)\[embed(?:\s[^\]]*)?\]\s*([^\s\[\]<>\"]+)\s*\[/embed\](?!\])")
# Of [caption caption="A <em>word</em>"] the value holds tags; else a tag ends what looks like a shortcode.
_OPENING = re.compile(
    r"""<[^<>]*>|\[(?P<doubled>\[)?(?P<name>[A-Za-z][\w-]*)"""
    r"""(?P<attributes>(?:[\s=](?:[^\[\]<>"']++|"[^"\[\]]*+"|'[^'\[\]]*+')*+|[\s=][^\[\]<>]*+|/)?)\]"""
)
_CLOSING = re.compile(r"\[/([A-Za-z][\w-]*)\]")
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*'([^']*)'|([\w-]+)\s*=\s*([^\s'"]+)|"([^"]*)"|(\S+)"""
)
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_LINE_ADDRESS = re.compile(r"^(\s*)(https?://[^\s<>\"]+)(\s*)$", re.IGNORECASE | re.MULTILINE)
_PARAGRAPH_ADDRESS = re.compile(r"(<p(?: [^>]*)?>\s*)(https?://[^\s<>\"]+)(\s*</p>)", re.IGNORECASE)
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_CURLY = str.maketrans("“”″„’‘′", '""""' + "'''")
_AUDIO, _VIDEO = ("mp3", "ogg", "wav", "m4a", "flac"), ("mp4", "m4v", "webm", "ogv", "flv", "wmv")


def embed_html(address: str) -> str:
    """Return the element that stands for something elsewhere."""
    return f'<div data-wp-embed="{escape(unescape(address))}"></div>'


def code_kept(content: str) -> str:
    """Turn shortcodes around source code into `pre` before anything takes its signs for HTML."""
    for name, pattern in _CODE.items():
        if f"[/{name}]" in content:
            content = pattern.sub(lambda found: f'<pre class="wp-block-code">{_as_typed(found[1])}</pre>', content)
    return content


def _as_typed(code: str) -> str:
    return escape(unescape(code.strip("\n")), quote=False)


def embedded(html: str) -> str:
    """Turn addresses that stand alone on a line, and those within `[embed]`, into what they lead to."""
    if "http" not in html and "[embed" not in html:
        return html
    parts = _PRE.split(_EMBED.sub(lambda found: embed_html(found[1]), html))
    return "".join(part if part.startswith("<pre") else _addresses_embedded(part) for part in parts)


def _addresses_embedded(html: str) -> str:
    html = _PARAGRAPH_ADDRESS.sub(lambda found: embed_html(found[2]), html)
    return _LINE_ADDRESS.sub(lambda found: f"{found[1]}{embed_html(found[2])}{found[3]}", html)


def expanded(html: str, unknown: Unknown) -> str:
    """Return HTML with its shortcodes as elements; those that nobody here knows go to `unknown`, too."""
    if "[" not in html:
        return html
    done: list[str] = []
    position = 0
    closed = frozenset(_CLOSING.findall(html))
    for match in _OPENING.finditer(html):
        if match["name"] is None or match.start() < position:
            continue
        name = match["name"].lower()
        attributes = _attributes(match["attributes"].rstrip("/"))
        closing, after = f"[/{match['name']}]", match.end()
        end = html.find(closing, after) if name in _ENCLOSING else -1
        within = html[after:end] if end >= 0 else ""
        if end >= 0:
            after = end + len(closing)
        if match["doubled"]:
            if html.startswith("]", after) and (name in _KNOWN or attributes):
                done += [html[position : match.start()], html[match.start() + 1 : after]]
                position = after + 1
            continue
        if name in _KNOWN:
            shown = _KNOWN[name](attributes, within)
            if shown is not None:
                done += [html[position : match.start()], shown]
                position = after
                continue
        if name in _KNOWN or match["name"] in closed or _is_shortcode(name, attributes):
            unknown.append((f"[{match['name']}]", unescape(match[0])))
    return "".join([*done, html[position:]])


def _is_shortcode(name: str, attributes: Attributes) -> bool:
    """Return whether this was meant for a machine: people write [sic] and [1], too."""
    return any(not key.isdecimal() for key in attributes) or any(sign in name for sign in "_-")


def _attributes(written: str) -> Attributes:
    """Return attributes by name; those without a name by their number."""
    found: Attributes = {}
    written = unescape(written).translate(_CURLY).replace("\xa0", " ")
    for match in _ATTRIBUTE.finditer(written):
        name = match[1] or match[3] or match[5]
        value = next((match[place] for place in (2, 4, 6, 7, 8) if match[place] is not None), "")
        found.setdefault(name.lower() if name else str(sum(key.isdecimal() for key in found)), value)
    return found


def _caption(attributes: Attributes, within: str) -> str | None:
    number = attributes.get("id", "").removeprefix("attachment_")
    picture = _PICTURE.fullmatch(within)
    caption = attributes.get("caption", "")
    if picture and not caption:
        within, caption = picture.groups()
    if not within.strip():
        return None
    return (
        f'<figure class="wp-caption" data-wp-id="{escape(number)}">{within}'
        f"<figcaption>{caption.strip()}</figcaption></figure>"
    )


def _gallery(attributes: Attributes, within: str) -> str | None:
    if "id" in attributes:
        # The pictures of another post: its number leads nowhere here.
        return None
    numbers = re.findall(r"\d+", attributes.get("ids") or attributes.get("include") or "")
    return f'<div data-wp-gallery="{",".join(numbers)}"></div>'


def _player(tag: str, endings: tuple[str, ...]) -> Callable[[Attributes, str], str | None]:
    def player(attributes: Attributes, within: str) -> str | None:
        named = [attributes.get(name, "") for name in ("src", *endings)]
        address = next(filter(None, named), "") or attributes.get("0", "").partition("|")[0]
        if not address:
            return None
        if tag == "video" and not address.lower().partition("?")[0].endswith(endings):
            return embed_html(address)
        return f'<{tag} src="{escape(address)}"></{tag}>{within}'

    return player


def _elsewhere(pattern: str) -> Callable[[Attributes, str], str | None]:
    """Show what a shortcode of WordPress.com names by address, or by a number within a pattern."""

    def elsewhere(attributes: Attributes, within: str) -> str | None:
        named = next((attributes[key] for key in ("url", "id", "0", "src") if attributes.get(key)), within.strip())
        named = named.lstrip("=")
        address = named if "/" in named else pattern.format(named) if pattern and named else ""
        return embed_html(address) if on_the_web(address) else None

    return elsewhere


def _field(attributes: Attributes, within: str) -> str | None:
    return f"<p>{escape(attributes.get('label', ''), quote=False)}</p>"


_KNOWN: dict[str, Callable[[Attributes, str], str | None]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "audio": _player("audio", _AUDIO),
    "video": _player("video", _VIDEO),
    "youtube": _elsewhere("https://www.youtube.com/watch?v={}"),
    "vimeo": _elsewhere("https://vimeo.com/{}"),
    "ted": _elsewhere("https://www.ted.com/talks/{}"),
    "wpvideo": _elsewhere("https://videopress.com/v/{}"),
    "videopress": _elsewhere("https://videopress.com/v/{}"),
    "dailymotion": _elsewhere("https://www.dailymotion.com/video/{}"),
    **dict.fromkeys(("soundcloud", "spotify", "googlemaps", "instagram", "tweet", "slideshare"), _elsewhere("")),
    "embed": _elsewhere(""),
    "contact-field": _field,
}
_ENCLOSING = frozenset({"caption", "wp_caption", "audio", "video", "embed", "tweet", "youtube"})
