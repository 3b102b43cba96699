"""Twenty colours for organisations: a fill on light ground and one on dark, in the order of giving out."""

# The first four were drawn. The others were searched for among some 2,700 light and 3,100 dark colours (every
# 2.5 in CIELAB lightness, 6.5 in chroma, 8 degrees in hue, none near grey), joined to pairs of nearly one hue:
# simulated annealing for the order in which the smallest CIEDE2000 difference, summed over all beginnings of
# the list, is greatest, in both schemes, for normal vision and the three deficiencies, normal vision counting
# three tenths more for itself; then once more in finer steps around the best. Only colours were let in that
# hold 3:1 on their paper and on dark panels and 4.5:1 under the letter. Nine are at least 13.6 apart on light
# ground and 9.7 on dark, twenty 8.5 and 7.8, whoever looks; tests/collaboration/test_palette.py measures it.
PALETTE = (
    ("#1d3f94", "#6f97f2"),
    ("#007d6f", "#4cc2ac"),
    ("#cc7a00", "#ecb04a"),
    ("#9b1b45", "#e2637f"),
    ("#2c2b06", "#6d8c02"),
    ("#ab89a9", "#fed6ee"),
    ("#8d9872", "#d5ed9e"),
    ("#758afd", "#837d99"),
    ("#8a34ea", "#c4b7fd"),
    ("#646605", "#fee52f"),
    ("#500648", "#cf4bbe"),
    ("#6b6e98", "#8668fb"),
    ("#024633", "#5b8b76"),
    ("#86704f", "#b7b08d"),
    ("#6b496e", "#e691ce"),
    ("#603f06", "#b88357"),
    ("#de1636", "#fe4427"),
    ("#af5774", "#c39a9d"),
    ("#649d8e", "#96f8c7"),
    ("#f946d3", "#a692ab"),
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
