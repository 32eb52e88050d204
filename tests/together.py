"""Processes that begin at the same moment, for code that Copy.run runs."""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections

Act = Callable[[], Any]
PATIENCE_SECONDS = 120


def all_at_once(shares: Sequence[Sequence[Act]], *, in_step: bool = False) -> list[list[Any]]:
    """What the acts of each share return, or the exception they raise as text.

    Each share has a process, with a connection of its own, and all of them begin together;
    `in_step`, they also wait for each other before every further act.
    """
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(len(shares))
    pipes = [fork.Pipe(duplex=False) for _share in shares]

    def work(number: int) -> None:
        connection.ensure_connection()
        results = []
        for place, act in enumerate(shares[number]):
            if in_step or place == 0:
                barrier.wait(PATIENCE_SECONDS)
            results.append(outcome(act))
        connection.close()
        pipes[number][1].send(results)

    processes = [fork.Process(target=work, args=[number]) for number in range(len(shares))]
    for process in processes:
        process.start()
    return [received(reader) for reader, _writer in pipes]


def received(reader: Any) -> list[Any]:
    assert reader.poll(PATIENCE_SECONDS), "A process did not answer."
    return reader.recv()


def outcome(act: Act) -> Any:
    try:
        return act()
    except Exception as error:
        return f"{type(error).__name__}: {error}".strip()
