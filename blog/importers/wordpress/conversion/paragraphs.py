"""Paragraphs and line breaks as WordPress makes them of plain line breaks: its `wpautop`, step by step.

The order of the steps, and each of them, is WordPress's. It is not how one would write it; but what readers have
seen for twenty years came out of it.
"""

from __future__ import annotations

import re

_BLOCKS = (
    "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    "address|math|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|"
    "details|menu|summary)"
)
_TAG_OR_COMMENT = re.compile(r"""<!--.*?(?:-->|\Z)|<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""", re.DOTALL)
_NEWLINE_IN_TAG = " <!-- wpnl --> "
_KEEPS_NEWLINES = re.compile(r"<(script|style|svg|math).*?</\1>", re.DOTALL)
_KEPT_NEWLINE = "<WPPreserveNewline />"
# A run of spaces this long says nothing, and takes the patterns below long to look through.
_MANY_SPACES = re.compile(r"[^\S\n]{32,}")


def _steps(*pairs: tuple[str, str]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


_PART = _steps(
    (r"<br\s*/?>\s*<br\s*/?>", "\n\n"),
    (rf"(<{_BLOCKS}[\s/>])", r"\n\n\1"),
    (rf"(</{_BLOCKS}>)", r"\1\n\n"),
    (r"(<hr\s*?/?>)", r"\1\n\n"),
)
_OPTIONS = _steps((r"\s*<option", "<option"), (r"</option>\s*", "</option>"))
_OBJECTS = _steps(
    (r"(<object[^>]*>)\s*", r"\1"),
    (r"\s*</object>", "</object>"),
    (r"\s*(</?(?:param|embed)[^>]*>)\s*", r"\1"),
)
_PLAYERS = _steps(
    (r"([<\[](?:audio|video)[^>\]]*[>\]])\s*", r"\1"),
    (r"\s*([<\[]/(?:audio|video)[>\]])", r"\1"),
    (r"\s*(<(?:source|track)[^>]*>)\s*", r"\1"),
)
_CAPTIONS = _steps((r"\s*(<figcaption[^>]*>)", r"\1"), (r"</figcaption>\s*", "</figcaption>"))
_UNWRAP = _steps(
    (r"<p>\s*</p>", ""),
    (r"<p>([^<]+)</(div|address|form)>", r"<p>\1</p></\2>"),
    (rf"<p>\s*(</?{_BLOCKS}[^>]*>)\s*</p>", r"\1"),
    (r"<p>(<li.+?)</p>", r"\1"),
    (r"(?i)<p><blockquote([^>]*)>", r"<blockquote\1><p>"),
    (r"</blockquote></p>", "</p></blockquote>"),
    (rf"<p>\s*(</?{_BLOCKS}[^>]*>)", r"\1"),
    (rf"(</?{_BLOCKS}[^>]*>)\s*</p>", r"\1"),
)
_BREAKS = _steps((r"<br/?>", "<br />"), (r"(?<!<br />)\s*\n", "<br />\n"), (_KEPT_NEWLINE, "\n"))
_NO_BREAKS = _steps(
    (rf"(</?{_BLOCKS}[^>]*>)\s*<br />", r"\1"),
    (r"<br />(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*>)", r"\1"),
    (r"\n</p>\Z", "</p>"),
)


def _after(steps: list[tuple[re.Pattern[str], str]], text: str) -> str:
    for pattern, replacement in steps:
        text = pattern.sub(replacement, text)
    return text


def autop(text: str) -> str:
    """Return HTML with the paragraphs and line breaks that the text's own line breaks stand for."""
    if not text.strip():
        return ""
    text, kept = _without_preformatted(text + "\n")
    text = _after(_PART, _MANY_SPACES.sub(" " * 32, text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _TAG_OR_COMMENT.sub(lambda found: found[0].replace("\n", _NEWLINE_IN_TAG), text)
    if "<option" in text:
        text = _after(_OPTIONS, text)
    if "</object>" in text:
        text = _after(_OBJECTS, text)
    if "<source" in text or "<track" in text:
        text = _after(_PLAYERS, text)
    if "<figcaption" in text:
        text = _after(_CAPTIONS, text)
    parts = re.split(r"\n\s*\n", re.sub(r"\n\n+", "\n\n", text))
    text = "".join("<p>" + part.strip("\n") + "</p>\n" for part in parts if part)
    text = _after(_UNWRAP, text)
    text = _KEEPS_NEWLINES.sub(lambda found: found[0].replace("\n", _KEPT_NEWLINE), text)
    text = _after(_NO_BREAKS, _after(_BREAKS, text))
    text = re.sub(r"<pre wp-pre-tag-(\d+)></pre>", lambda found: kept[int(found[1])], text)
    return text.replace(_NEWLINE_IN_TAG, "\n").replace(_NEWLINE_IN_TAG.strip(), "\n")


def _without_preformatted(text: str) -> tuple[str, list[str]]:
    """Put a sign in the place of each `pre`: its line breaks are its own."""
    if "<pre" not in text:
        return text, []
    *parts, last = text.split("</pre>")
    shown = ""
    kept: list[str] = []
    for part in parts:
        before, opening, within = part.partition("<pre")
        shown += before
        if opening:
            shown += f"<pre wp-pre-tag-{len(kept)}></pre>"
            kept.append(f"<pre{within}</pre>")
    return shown + last, kept
