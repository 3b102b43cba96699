"""Pure functions on texts: comparing, ordering, addresses and imprecise dates. No database, no Django."""
