"""Who leads which theme in the demo. Nobody has decided this: it shows what the map looks like."""

from datetime import date

from blog.models import PostPage
from collaboration.models import Responsibility, Theme

NOTE = "Bare et eksempel i demoen: Ingen har bestemt dette."
# (theme, organisation's short name, a day of it, how much of the date is known, last day)
LEADS = (
    ("Formidling og lesing", "Vestfold", date(2011, 3, 23), "day", None),
    ("Digitale tjenester", "Buskerud", date(2011, 4, 1), "month", None),
    ("Kompetanse og læring", "Akershus", date(2009, 1, 1), "year", date(2011, 2, 28)),
    ("Kompetanse og læring", "Østfold", date(2011, 3, 1), "season", None),
    ("Samarbeid og nettverk", "Akershus", date(2011, 1, 1), "year", None),
)


def name_leads(organisations, source_key) -> None:
    """Name the leads of some themes; three have none. The post with this key is where one was decided."""
    by_name = {organisation.short_name: organisation for organisation in organisations}
    post = PostPage.objects.filter(translation_key=source_key).order_by("pk").first()
    for name, short_name, since, precision, until in LEADS:
        lead = Responsibility(
            theme=Theme.objects.get(name=name),
            organisation=by_name[short_name],
            since=since,
            precision=precision,
            until=until,
            source=post.page_ptr if post and precision == "day" else None,
            note=NOTE,
        )
        lead.full_clean()
        lead.save()
