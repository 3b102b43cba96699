import time
import pytest
from django.test.utils import CaptureQueriesContext
from django.db import connection
from search.asking import search, suggest
pytestmark = pytest.mark.django_db

def test_try(searched_demo, capsys):
    with capsys.disabled():
        search("bibliotek","nb")
        t=time.process_time()
        for _ in range(5): search("bibliotek","nb")
        print("cpu", (time.process_time()-t)/5)
        for q in ["bibliotek","transport","tjeneste","universelle","ostfold","biblotek","kompetanse hos ansatte", '"universell utforming"', "markedsføring -tjeneste", "fylkesbibliotekplan", "xyzzy", "libraries","nettside","kurs"]:
            t=time.time()
            with CaptureQueriesContext(connection) as c:
                r=search(q,"nb")
            print("\n##",q,r.match,r.total,"q",len(c),f"{time.time()-t:.3f}",r.did_you_mean,[s.title for s in r.closest])
            for h in r.hits[:6]: print("   ",h.kind,"|",h.title,"|",h.language,"|","".join(f"[{p.text}]" if p.marked else p.text for p in h.excerpt)[:100])
        for p in ["bib","tje","ak","østf","ma"]:
            with CaptureQueriesContext(connection) as c:
                print(p,[(s.kind,s.title) for s in suggest(p,"nb")], len(c))
