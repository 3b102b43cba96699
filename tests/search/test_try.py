import time
import pytest
from django.test.utils import CaptureQueriesContext
from django.db import connection
from search.asking import search, suggest
from search.models import Document
from collections import Counter
pytestmark = pytest.mark.django_db

def test_try(searched_demo, capsys):
    with capsys.disabled():
        print(Counter(Document.objects.values_list("source","language")))
        for q in ["bibliotek","transport","tjeneste","formidling","universelle","ostfold","biblotek","kompetense hos ansatte", '"universell utforming"', "markedsføring -tjeneste", "fylkesbibliotekplan", "xyzzy", "libraries"]:
            t=time.time()
            with CaptureQueriesContext(connection) as c:
                r=search(q,"nb")
            print("\n##",q,r.match,r.total,"q",len(c),f"{time.time()-t:.3f}",r.did_you_mean,[s.title for s in r.closest])
            for h in r.hits[:5]: print("   ",h.kind,"|",h.title,"|",h.url,"|",h.language,"|","".join(f"[{p.text}]" if p.marked else p.text for p in h.excerpt)[:100])
            if q=="bibliotek": print([(f.name,[(v.label,v.count) for v in f.values]) for f in r.facets])
        for p in ["bib","tje","ak","østf"]:
            with CaptureQueriesContext(connection) as c:
                print(p,[(s.kind,s.title) for s in suggest(p,"nb")], len(c))
