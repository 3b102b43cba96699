"""Which addresses elsewhere can be shown within a page, and by which player. Pure: an address in, an address out.

Only players that can be framed without a script of theirs, and that their owners document for it. Anything
else stays a link. NRK is left out: its player is not offered to other sites.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

# The only origins that the Content-Security-Policy lets into a frame.
PLAYER_ORIGINS = (
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://embed.ted.com",
    "https://www.openstreetmap.org",
)


@dataclass(frozen=True)
class Player:
    """Where it is played from: the frame's address, and the name that readers know the place by."""

    src: str
    place: str


def player_of(url: str) -> Player | None:
    """Return the player for an address as people copy it, or None where there is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in _FINDERS:
        return None
    return _FINDERS[host](parts)


def _query(parts: SplitResult) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def _youtube(parts: SplitResult) -> Player | None:
    asked, path = _query(parts), parts.path.strip("/").split("/")
    if path[0] in ("embed", "shorts", "live", "v") and len(path) > 1:
        film = path[1]
    else:
        film = asked.get("v", "") if path[0] == "watch" else ""
    return _youtube_player(film, asked)


def _youtu_be(parts: SplitResult) -> Player | None:
    return _youtube_player(parts.path.strip("/"), _query(parts))


def _youtube_player(film: str, asked: dict[str, str]) -> Player | None:
    if not re.fullmatch(r"[\w-]{11}", film, re.ASCII):
        return None
    start = _seconds(asked.get("start") or asked.get("t") or "")
    options = {"rel": "0", **({"start": str(start)} if start else {})}
    return Player(f"https://www.youtube-nocookie.com/embed/{film}?{urlencode(options)}", "youtube.com")


def _seconds(written: str) -> int:
    """Return seconds for “90”, “90s” or “1h2m3s”; 0 for anything else."""
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", written, re.ASCII)
    if not match:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(parts: SplitResult) -> Player | None:
    # vimeo.com/123, /123/abcdef (unlisted), /channels/x/123, /groups/x/videos/123, player.vimeo.com/video/123?h=abcdef
    match = re.search(r"(?:^|/)(\d{6,12})(?:/([0-9a-f]{8,12}))?/?$", parts.path, re.ASCII)
    if not match:
        return None
    film, secret = match.groups()
    secret = secret or _query(parts).get("h", "")
    options = {"dnt": "1", **({"h": secret} if re.fullmatch(r"[0-9a-f]{8,12}", secret) else {})}
    return Player(f"https://player.vimeo.com/video/{film}?{urlencode(options)}", "vimeo.com")


def _ted(parts: SplitResult) -> Player | None:
    match = re.fullmatch(r"/talks/([a-z0-9_]{3,120})/?", parts.path)
    return match and Player(f"https://embed.ted.com/talks/{match[1]}", "ted.com")


def _openstreetmap(parts: SplitResult) -> Player | None:
    match = re.search(r"map=(\d{1,2})/(-?\d{1,2}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)", parts.fragment, re.ASCII)
    if not match:
        return None
    zoom, latitude, longitude = int(match[1]), float(match[2]), float(match[3])
    if zoom > 19 or abs(latitude) > 85 or abs(longitude) > 180:
        return None
    # A frame of 640 by 360 px; the world is 256 px wide at zoom 0.
    across = 360 / 2**zoom * 640 / 256
    down = across * 360 / 640 * math.cos(math.radians(latitude))
    edges = (longitude - across / 2, latitude - down / 2, longitude + across / 2, latitude + down / 2)
    options = {"bbox": ",".join(f"{edge:.5f}" for edge in edges), "layer": "mapnik"}
    asked = _query(parts)
    if all(re.fullmatch(r"-?\d{1,3}(\.\d+)?", asked.get(name, ""), re.ASCII) for name in ("mlat", "mlon")):
        options["marker"] = f"{asked['mlat']},{asked['mlon']}"
    return Player(f"https://www.openstreetmap.org/export/embed.html?{urlencode(options)}", "openstreetmap.org")


_FINDERS: dict[str, Callable[[SplitResult], Player | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtu_be,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "ted.com": _ted,
    "embed.ted.com": _ted,
    "openstreetmap.org": _openstreetmap,
}
