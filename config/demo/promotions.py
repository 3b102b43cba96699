"""What the demo's editors suggest to those who search."""

from wagtail.contrib.search_promotions.models import Query, SearchPromotion

# What those type who know the subject; the statement itself says it in full.
WORDS = "uu"
DESCRIPTION = "Hva som er gjort for at alle skal kunne bruke nettstedet."


def promote_answers(statement):
    """Promote the accessibility statement for words that it does not have."""
    SearchPromotion.objects.create(query=Query.get(WORDS), page=statement, description=DESCRIPTION)


def forget_answers():
    """Take away what is promoted, with the words."""
    Query.objects.all().delete()
