"""A crowd on a database file of its own: crowd.py FOLDER. Prints what became of it as JSON.

SQLite's test database lives in memory, which threads cannot share; a real site's is a file.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connections

    from tests.comments import crowding

    # The site's twenty seconds are plenty, but the machine may be running other tests.
    connections["default"].settings_dict["OPTIONS"]["timeout"] = 150
    done = crowding.everything() | {"kept": crowding.while_another_holds_the_file()}
    Path(sys.argv[1], "answers.json").write_text(json.dumps(done))
