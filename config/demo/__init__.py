"""The demo site: four county libraries' session of 2011, as an editor would enter it.

Nothing outside this package knows these libraries.
"""
