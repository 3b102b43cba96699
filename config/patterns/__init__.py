"""The pattern page: every part of the pages in all its states, lengths and languages, in development alone.

It is drawn with the includes of the real pages, fed with stand-ins, so that it cannot drift from them. The visual
tests photograph it.
"""
