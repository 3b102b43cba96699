"""The sentences of the reading, marked to be translated: the reading itself is pure, and knows no languages."""

from django.utils.translation import gettext_noop

REASONS = (
    gettext_noop("%(name)s is empty."),
    gettext_noop("%(name)s is a web page. Save the export that WordPress makes under Tools, Export."),
    gettext_noop(
        "%(name)s is a feed, which holds only the newest posts. WordPress makes the export under Tools, Export."
    ),
    gettext_noop("%(name)s is a copy of a database. WordPress makes the export under Tools, Export."),
    gettext_noop("%(name)s is not an export from WordPress."),
    gettext_noop("There is no export from WordPress in %(name)s."),
    gettext_noop("%(name)s is damaged and cannot be unpacked."),
    gettext_noop("%(name)s is locked with a password. Unpack it first."),
    gettext_noop("%(name)s becomes far larger when unpacked than an export does, and is not read."),
    gettext_noop("%(name)s holds more files than an export does, and is not read."),
    gettext_noop("%(name)s declares entities of its own, which no export from WordPress does, and is not read."),
    gettext_noop("%(name)s has elements within elements more deeply than an export has, and is not read."),
    gettext_noop("%(name)s has too many elements that never end, and is not read."),
    gettext_noop("%(name)s cannot be opened."),
)

KINDS = (
    gettext_noop("Bytes that are not of the declared encoding: read as Windows-1252"),
    gettext_noop("The declared encoding is not that of the file: read as what it is"),
    gettext_noop("Control characters, which no text may hold: left out"),
    gettext_noop("Names of characters that XML does not know: read as HTML"),
    gettext_noop("An & that stands for itself: kept"),
    gettext_noop("A text that holds the marks which end a text: mended"),
    gettext_noop("A text that was never ended: ended where its element ends"),
    gettext_noop("Markup that is not marked as a text: kept as a text"),
    gettext_noop("An element that was never ended: ended where the next begins"),
    gettext_noop("An end without a beginning: passed over"),
    gettext_noop("A prefix that is not declared: known all the same"),
    gettext_noop("The file ends in the middle: what was whole is read"),
    gettext_noop("A text longer than any that WordPress stores: left out"),
    gettext_noop("The export does not say of which version it is: told from the rest"),
    gettext_noop("Number already used by an earlier item: the first is kept, as WordPress does"),
    gettext_noop("An item without a number"),
    gettext_noop("An item that does not say of what type it is: taken as a post"),
    gettext_noop("An item that does not say whether it is published: taken as a draft"),
    gettext_noop("A comment in a state that WordPress does not have: taken as waiting"),
    gettext_noop("A time that cannot be one: left out"),
    gettext_noop("A time in the site's own time only: told by what is usual in this export"),
    gettext_noop("pubDate says another time than post_date_gmt, which is trusted"),
    gettext_noop("An address whose %-encoding is broken: kept as it is"),
    gettext_noop("A term without an address: made from its name"),
    gettext_noop("A term that is said twice with different names: the first is kept"),
    gettext_noop("An author whom the export does not list: taken from what was written"),
    gettext_noop("A stored PHP value that cannot be read: passed over"),
    gettext_noop("A file in the archive that is not an export: left out"),
)
