"""Apertium as a process: what becomes of it, and of us, when it hangs, breaks or talks nonsense."""

import os
import time

import pytest

from languages.apertium import ApertiumFailed, Engine, Trouble, find_engine

NYNORSK = "nob-nno_e"


def alive(pid):
    """Return whether a process runs; one that has ended and waits to be taken note of does not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid, seconds=5):
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


def test_what_does_not_answer_is_ended_with_all_that_it_began(program, tmp_path):
    path = program(f"sleep 60 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/self; sleep 60")
    began = time.monotonic()
    with pytest.raises(ApertiumFailed) as failed:
        Engine(str(path), frozenset({NYNORSK}), timeout=0.5).translate("<p>x</p>", NYNORSK)
    assert failed.value.trouble is Trouble.SLOW
    assert time.monotonic() - began < 5
    assert gone(int((tmp_path / "self").read_text())), "The program runs on."
    assert gone(int((tmp_path / "child").read_text())), "What the program began runs on."


def test_what_it_leaves_running_when_it_has_answered_is_ended_too(program, tmp_path):
    path = program(f"cat; sleep 60 >/dev/null 2>&1 </dev/null & echo $! > {tmp_path}/child")
    Engine(str(path), frozenset({NYNORSK}), timeout=5).translate("<p>x</p>", NYNORSK)
    assert gone(int((tmp_path / "child").read_text()))


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("echo 'no such file' >&2; exit 1", Trouble.BROKEN),
        ("kill -SEGV $$", Trouble.BROKEN),
        ("printf '\\377\\376'", Trouble.GARBLED),
    ],
)
def test_each_way_of_failing_is_told_apart(program, script, trouble):
    path = program(script)
    with pytest.raises(ApertiumFailed) as failed:
        Engine(str(path), frozenset({NYNORSK}), timeout=5).translate("<p>x</p>", NYNORSK)
    assert failed.value.trouble is trouble


def test_what_the_program_says_of_its_error_is_kept_for_the_log(program):
    path = program("echo 'the dictionary is broken' >&2; exit 3")
    with pytest.raises(ApertiumFailed, match="the dictionary is broken"):
        Engine(str(path), frozenset({NYNORSK}), timeout=5).translate("x", NYNORSK)


def test_a_program_that_is_gone_since_it_was_found_is_missing(tmp_path):
    with pytest.raises(ApertiumFailed) as failed:
        Engine(str(tmp_path / "nothing"), frozenset({NYNORSK})).translate("x", NYNORSK)
    assert failed.value.trouble is Trouble.MISSING


def test_temporary_files_go_also_with_a_program_that_was_killed(program, tmp_path):
    path = program(f"echo $TMPDIR > {tmp_path}/where; touch $TMPDIR/left; sleep 60")
    with pytest.raises(ApertiumFailed):
        Engine(str(path), frozenset({NYNORSK}), timeout=0.5).translate("x", NYNORSK)
    assert not os.path.exists((tmp_path / "where").read_text().strip())


def test_more_text_than_a_pipe_holds_comes_through(program):
    path = program("cat")
    text = "<p>ø</p>\n" * 200_000
    assert Engine(str(path), frozenset({NYNORSK}), timeout=20).translate(text, NYNORSK) == text


# What is found


def test_it_is_found_only_with_its_norwegian_and_its_reader_of_html(program, monkeypatch, tmp_path):
    path = program("cat")
    assert find_engine(str(path)).modes == {"nob-nno_e", "nno-nob"}
    (path.parent / "tf-extract").unlink()
    monkeypatch.setenv("PATH", str(path.parent))
    assert find_engine(str(path)) is None
    program("cat", modes=())
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path / "empty"))
    assert find_engine(str(path)) is None
    assert find_engine(str(tmp_path / "nothing")) is None


@pytest.mark.parametrize(
    ("source", "target", "mode"),
    [
        ("nb", "nn", "nob-nno_e"),
        ("nb-no", "nn-no", "nob-nno_e"),
        ("no", "nn", "nob-nno_e"),
        ("nn", "nb", None),
        ("nb", "en", None),
        ("en", "nn", None),
        ("nb", "nb", None),
    ],
)
def test_only_what_is_installed_can_be_translated(source, target, mode):
    assert Engine("apertium", frozenset({"nob-nno_e"})).mode(source, target) == mode


def test_the_real_one_writes_nynorsk_with_vi_and_marks_what_it_does_not_know(real_apertium):
    answer = real_apertium.translate('<div id="s0">Vi vet ikke hva en kvflorg er.</div>', NYNORSK)
    assert answer.strip() == '<div id="s0">Vi veit ikkje kva ein *kvflorg er.</div>'
