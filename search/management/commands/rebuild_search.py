from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    help = "Build the search index anew from what is published. What is there is found meanwhile."

    def handle(self, *args, **options):
        counts = rebuild(self.stdout.write)
        self.stdout.write(
            f"{sum(counts.values())} documents: {', '.join(f'{n} {name}' for name, n in counts.items())}."
        )
