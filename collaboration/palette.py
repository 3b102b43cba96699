"""Twenty colours for organisations: a fill on light ground and one on dark, in the order of giving out."""

# The first four were drawn. The others were searched for among some 2,700 light and 3,100 dark colours (every
# 2.5 in CIELAB lightness, 6.5 in chroma, 8 degrees in hue, none near grey), joined to pairs of nearly one
# hue: simulated annealing for the order in which the smallest CIEDE2000 difference, summed over all
# beginnings of the list, is greatest, in both schemes, for normal vision and the three deficiencies, with
# normal vision counting once more for itself. Only colours were let in that hold 3:1 on their paper and on
# dark panels and 4.5:1 under the letter, and that keep clear of the ink of what is shared. The test of the
# palette measures all of it again.
PALETTE = (
    ("#1d3f94", "#6f97f2"),
    ("#007d6f", "#4cc2ac"),
    ("#cc7a00", "#ecb04a"),
    ("#9b1b45", "#e2637f"),
    ("#d458fc", "#facfed"),
    ("#373100", "#7b8c23"),
    ("#8a956f", "#dedeb3"),
    ("#4d1d4c", "#a471b2"),
    ("#736a9a", "#aea6ce"),
    ("#676809", "#f5dd2e"),
    ("#073e2e", "#70f685"),
    ("#6a96b5", "#6dd2fe"),
    ("#8537da", "#8a6cf9"),
    ("#886c4e", "#a17d55"),
    ("#af7c8b", "#d49da4"),
    ("#1a6072", "#519599"),
    ("#dc202d", "#f55032"),
    ("#773c24", "#e4905e"),
    ("#23a646", "#92bd84"),
    ("#cd2495", "#da76b0"),
)

# The drawn colours keep the letter, text and wash drawn for them: fill to (on, text, wash).
DESIGNED = {
    "#1d3f94": ("#ffffff", "#1d3f94", "#e9eef9"),
    "#007d6f": ("#ffffff", "#00665b", "#e2f2ef"),
    "#cc7a00": ("#14201d", "#8a5000", "#fcf0dc"),
    "#9b1b45": ("#ffffff", "#9b1b45", "#faeaef"),
}
DESIGNED_DARK = {
    "#6f97f2": ("#101614", "#a3bfff", "#18223a"),
    "#4cc2ac": ("#101614", "#7fe0cc", "#122b27"),
    "#ecb04a": ("#101614", "#ffd07a", "#2e2412"),
    "#e2637f": ("#101614", "#ff9db1", "#321a21"),
}
