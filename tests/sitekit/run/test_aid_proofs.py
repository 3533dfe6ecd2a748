"""Study aids are proved by the processes of their page."""

import pytest

from sitekit.aids.quiz import Asked
from sitekit.records.outputs import Practised, Stream
from sitekit.run.aid_proofs import prove_aid
from sitekit.run.page_processes import PageProcesses
from sitekit.run.servers import Servers
from tests.sitekit.miniature import Guide

QUIZ = "```quiz\nquestion: What is x?\nanswer: x\nwhy: So.\nwrong: {2: No.}\n```\n"
FILES = {
    "start": "raise NotImplementedError\n",
    "solution": "x = 6\nprint(x)\n",
    "check": 'assert x == 6, "it is six"\n',
    "wrong_five": "x = 5\n",
}
EXERCISE = "```exercise\nname: six\ntitle: Six\ntask: Set x.\n```\n"


def test_a_question_is_asked_in_the_session_of_its_page(guide: Guide) -> None:
    ran = guide.prove(f"# P\n\n```python\nx = 1\n```\n\n{QUIZ}")
    assert ran.results[1].aid == Asked("1", ())


def test_the_files_of_an_exercise_do_not_see_each_other(guide: Guide) -> None:
    for name, text in FILES.items():
        guide.write(f"snippets/exercises/six/{name}.py", text)
    ran = guide.prove(f"# P\n\n```python\nx = 1\n```\n\n{EXERCISE}")
    aid = ran.results[1].aid
    assert isinstance(aid, Practised)
    assert aid.outputs == (Stream("6"),)
    assert aid.refused == {"wrong_five.py": "it is six"}


def test_what_is_no_study_aid_is_a_bug(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n")
    servers = Servers(guide.settings)
    processes = PageProcesses(guide.settings, servers, page)
    try:
        with pytest.raises(
            TypeError, match=r"docs/page\.md:1: this is not a study aid"
        ):
            prove_aid(processes, page.blocks[0])
    finally:
        processes.close()
        servers.close()


@pytest.mark.parametrize("name", ["solution", "wrong_five", "check"])
@pytest.mark.parametrize(
    ("code", "what"),
    [
        (
            "import subprocess\ny = subprocess.Popen(['sleep', '1000'])\n",
            "a process is still running when the page ends: `sleep 1000`",
        ),
        (
            "import threading, time\n"
            "threading.Thread(target=time.sleep, args=[9]).start()\n",
            "the thread 'Thread-1 (sleep)' is still running when its block ends",
        ),
        ("import os\nz = os.fork()\n", "a child process reaches the end"),
    ],
)
def test_an_exercise_leaves_nothing_running(
    guide: Guide, name: str, code: str, what: str
) -> None:
    for file, text in FILES.items():
        more = code if file == name else ""
        guide.write(f"snippets/exercises/six/{file}.py", more + text)
    ran = guide.prove(f"# P\n\n```python\nx = 1\n```\n\n{EXERCISE}")
    assert ran.statuses == ["passed", "failed"]
    assert ran.failure.what.startswith(what)
    assert ran.failure.repair


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (
            "import threading, time\n"
            "threading.Thread(target=time.sleep, args=[9]).start()\n",
            "the thread 'Thread-1 (sleep)' is still running when its block ends",
        ),
        (
            "import os\nz = os.fork()\n",
            "a child process raises NotImplementedError",
        ),
    ],
)
def test_an_error_that_is_meant_hides_nothing_that_is_left(
    guide: Guide, code: str, what: str
) -> None:
    for file, text in FILES.items():
        more = code if file == "start" else ""
        guide.write(f"snippets/exercises/six/{file}.py", more + text)
    ran = guide.prove(f"# P\n\n```python\nx = 1\n```\n\n{EXERCISE}")
    assert ran.statuses == ["passed", "failed"]
    assert ran.failure.what == what
    assert ran.failure.path == "snippets/exercises/six/start.py"
