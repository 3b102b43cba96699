"""The report of an import lies on the disk, and says the same as if it did not."""

import json

from blog.importers.wordpress.loading import Report
from blog.importers.wordpress.loading.rows import Rows, in_json
from blog.importers.wordpress.records import Comment, Item
from blog.wordpress_import import write_report


def rows_of(*values):
    rows = Rows()
    for value in values:
        rows.append(value)
    return rows


def test_rows_come_back_in_their_order_while_others_are_added_and_looked_at():
    rows = rows_of(*({"n": number, "text": "ø" * 5000} for number in range(50)))
    first = rows.append({"n": 50})
    seen = []
    for row in rows:
        seen.append(row["n"])
        assert rows.at(first) == {"n": 50}
        if len(rows) < 60:
            rows.append({"n": len(rows)})
    assert seen == list(range(60))


def test_what_is_cut_off_is_counted_no_more_and_leaves_nothing():
    counted = []
    rows = Rows(lambda row, by: counted.append(by))
    rows.append("å")
    mark = rows.mark
    for _ in range(3):
        rows.append("é" * 100)
    rows.cut(mark)
    rows.append("b")
    assert (list(rows), len(rows), sum(counted)) == (["å", "b"], 2, 2)


def item(number):
    return Item(id=str(number), type="post", status="publish", title="<b>& Ø</b> <!-- rows: items -->")


def told():
    report = Report(source="old.example.org")
    for number in (1, 2):
        report.found["post/publish"] += 1
        report.add_item(item(number), "imported")
    mark = report.mark
    report.add_item(item(3), "imported")
    report.add_comment(Comment(id="9", author="Ola", approved="1"), "3", "imported")
    report.text.append({"id": "3", "words": 5, "missing": ["x"], "added": []})
    report.take_back(mark)
    report.found["post/publish"] += 1
    report.add_item(item(3), "failed", "It broke")
    report.text.append({"id": "1", "words": 5, "missing": [], "added": []})
    report.text.append({"id": "2", "words": 7, "missing": ["a"], "added": []})
    report.media.use(report.media.append({"id": "7", "url": "/a.png", "result": "imported", "reason": ""}), "1")
    report.note("Worth knowing", "1")
    report.addresses.append({"old": "/a/", "new": "/b/", "status": 404})
    return report


def test_an_item_that_failed_half_way_is_told_of_once():
    report = told()
    assert report.counts["by_type"] == {"post/publish": {"imported": 2, "failed": 1}}
    assert report.counts["comments"] == {}
    assert report.words == 12
    assert report.unaccounted == ["post 3: It broke", "/a/ answers 404"]


def test_the_report_is_written_as_json_with_all_its_rows(tmp_path):
    write_report(told(), tmp_path / "report.json")
    written = json.loads((tmp_path / "report.json").read_text())
    assert [row["result"] for row in written["items"]] == ["imported", "imported", "failed"]
    assert [row["id"] for row in written["text"]] == ["2", "1"]
    assert written["media"][0]["used_in"] == ["1"]
    assert written["notes"] == [{"what": "Worth knowing", "about": "1"}]
    assert written["comments"] == []
    assert written["counts"]["items"] == {"imported": 2, "failed": 1}
    assert written["unaccounted"] == ["post 3: It broke", "/a/ answers 404"]


def test_the_report_is_written_as_a_page_and_what_is_in_it_stays_text(tmp_path):
    write_report(told(), tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text()
    assert page.count("<td>&lt;b&gt;&amp; Ø&lt;/b&gt; &lt;!-- rows: items --&gt;</td>") == 3
    assert "<li>post 3: It broke</li>" in page
    assert page.index('<th scope="row">2</th><td>7</td><td>a</td>') < page.index('<th scope="row">1</th><td>5</td>')
    assert "<li>Worth knowing: 1</li>" in page
    assert "<!--" not in page


def test_json_of_no_rows_is_json():
    assert json.loads("".join(in_json([("a", iter(())), ("b", {"c": None}), ("d", rows_of([1], "ø"))]))) == {
        "a": [],
        "b": {"c": None},
        "d": [[1], "ø"],
    }
