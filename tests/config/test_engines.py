from tests import engines


def test_a_postgresql_that_is_named_but_does_not_answer_is_not_replaced_by_another():
    engine = engines.find_postgresql({"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"})
    assert engine.url == ""
    assert "DATABASE_URL names one that cannot be used" in engine.why_not


def test_where_no_postgresql_answers_the_reason_is_given(monkeypatch):
    monkeypatch.setattr(engines, "ask", lambda **where: ("", "Connection refused"))
    assert "Connection refused" in engines.find_postgresql({}).why_not


def test_the_first_server_where_databases_can_be_made_is_used(monkeypatch):
    answers = {"postgres": ("", "no such role"), "me": ("16.3", "")}
    monkeypatch.setattr(engines, "ask", lambda **where: answers.get(where["user"], ("", "no")))
    engine = engines.find_postgresql({"PGUSER": "me", "PGPASSWORD": "a/b", "PGPORT": "5433"})
    assert engine.url == f"postgres://me:a%2Fb@127.0.0.1:5433/{engines.database_name()}"


def test_in_ci_a_missing_postgresql_is_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(engines, "find_postgresql", lambda environment: engines.Engine("PostgreSQL", why_not="none"))
    monkeypatch.setattr(engines, "run", lambda engine, arguments: (0, "3 passed in 1s"))
    monkeypatch.setenv("CI", "true")
    assert engines.main([]) == 1
    monkeypatch.delenv("CI")
    assert engines.main([]) == 0
    last = capsys.readouterr().out.splitlines()[-2:]
    assert last[0].strip().startswith("green on SQLite: 3 passed in 1s")
    assert last[1].strip() == "not run on PostgreSQL: none"
