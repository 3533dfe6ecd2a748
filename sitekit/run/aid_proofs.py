"""Proves a question, an exercise or cards by the processes of its page."""

from sitekit.aids.cards import prove_cards
from sitekit.aids.exercises import SOLUTION, Exercise, prove_exercise
from sitekit.aids.quiz import Quiz, prove_quiz
from sitekit.aids.session import Answer, PageSession
from sitekit.records.outputs import Practised, Proven
from sitekit.run.page_processes import PageProcesses
from sitekit.run.processes import Process, Ran
from sitekit.scan.model import Block


def prove_aid(processes: PageProcesses, block: Block) -> Proven:
    """Computes what a study aid rests on.

    Raises:
        Died: A process ended, or had to be ended.
        Problem: The study aid does not hold.
        TypeError: The block is none.
    """
    match block.content:
        case Exercise() as exercise:
            return _practise(processes, block, exercise)
        case Quiz() as quiz:
            return prove_quiz(quiz, _session(processes, block))
        case tuple() as cards:
            return prove_cards(cards, _session(processes, block))
        case _:
            raise TypeError(f"{block.page}:{block.line}: this is not a study aid")


def _session(processes: PageProcesses, block: Block) -> PageSession:
    """The session of the page itself."""
    return processes.session(processes.own(block.environment), block)


def _practise(processes: PageProcesses, block: Block, exercise: Exercise) -> Practised:
    """Holds an exercise's files against its check, each in a fresh process."""
    begun: list[Process] = []  # one at a time
    solved: list[Ran] = []
    folder = processes.folder / f"exercise-{block.number}"

    def end() -> None:
        for process in begun:
            processes.end(process)
            process.close()
        begun.clear()

    def begin(name: str) -> PageSession:
        end()
        place = folder.with_suffix(f".{name}")
        begun.append(processes.fork(block.environment, place))
        session = processes.session(begun[0], block, place)
        if name == SOLUTION:
            ask = session.ask
            session.ask = lambda request: kept(ask(request))
        return session

    def kept(answer: Answer) -> Answer:
        assert isinstance(answer, Ran)
        solved.append(answer)
        return answer

    try:
        refused = prove_exercise(exercise, begin)
        end()
    finally:
        for process in begun:
            process.close()
    place = folder.with_suffix(f".{SOLUTION}")
    outputs = processes.cleaned(solved[0].outputs, block, place)
    return Practised(exercise.shown, outputs, refused)
