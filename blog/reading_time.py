"""How long a post takes to read."""

from blog.plain_text import block_lines

# Of running Norwegian on a screen; what adults read silently lies between 175 and 300.
WORDS_A_MINUTE = 200


def minutes(words: int) -> int:
    """Return whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def words_of(post, parts) -> int:
    """Count the words of a post, what was said included; `parts` are the body's stretches, laid out already."""
    lines = [post.introduction]
    for part in parts:
        for block in part.blocks:
            lines += block_lines(block)
        if part.section:
            lines += [text for column in part.section.columns for item in column.items for text in _said(item)]
    return sum(len(line.split()) for line in lines if line)


def _said(item):
    return item.wording, item.note
