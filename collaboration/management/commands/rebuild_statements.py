from django.core.management.base import BaseCommand

from collaboration.indexing import rebuild_all


class Command(BaseCommand):
    help = "Build the index of what posts say anew. Identifiers stay as they are."

    def handle(self, *args, **options):
        posts, statements = rebuild_all()
        self.stdout.write(f"{posts} posts, {statements} statements.")
