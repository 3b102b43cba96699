"""Measure the site as it runs in production: `make bench`, or `python -m tests.bench --help`.

The instrument holds nothing of the site itself but the addresses it asks for and the data it loads.
"""
