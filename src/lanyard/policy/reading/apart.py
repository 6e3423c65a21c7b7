"""Reading in a process of its own with limits of memory and time, so that a file made to harm can stop only that one.

    python -m lanyard.policy.reading.apart < request.json

The request is {"path", "as", "candidates", "clause_ids", "for_whom", "memory", "seconds"}; the answer one JSON object
on standard output, {"policy", "doubt"}, {"text", "remarks"} or {"problem"}. Nothing is logged: the file, its name and
its words may hold names of people.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from lanyard.policy.reading.files import called
from lanyard.policy.reading.model import CannotRead, NotAPolicy, ReadPolicy
from lanyard.policy.reading.reader import read
from lanyard.policy.reading.wording import Wording, wording_of
from lanyard.policy.reading.written import packed, unpacked

LARGEST_MEMORY = 3 * 1024**3
"""Bytes of address space for the process; a long Word document needs a tenth."""
LONGEST_SECONDS = 60
"""Seconds of the processor, and of the clock twice that: a long policy takes two."""
CLOCK = 2
FULL = 0.5
"""Share of the memory, in use, from which a failure is put down to the limit; address space holds more than that."""


def read_apart(
    path: Path,
    candidates: Mapping[str, Sequence[str]] | None = None,
    clause_ids: Mapping[str, Sequence[str]] | None = None,
    *,
    anyway: bool = False,
    for_whom: Collection[str] = (),
    memory: int = LARGEST_MEMORY,
    seconds: int = LONGEST_SECONDS,
) -> ReadPolicy:
    """What `read` answers, read in a process that is stopped at its limits. Raises CannotRead then, too."""
    request = {
        "path": str(path),
        "as": "policy",
        "candidates": {name: list(texts) for name, texts in (candidates or {}).items()},
        "clause_ids": {name: list(texts) for name, texts in (clause_ids or {}).items()},
        "for_whom": list(for_whom),
        "memory": memory,
        "seconds": seconds,
    }
    answer = _answer(request, path, seconds)
    if "problem" in answer:
        raise CannotRead(answer["problem"])
    found = unpacked(answer["policy"])
    if answer["doubt"] and not anyway:
        raise NotAPolicy(answer["doubt"], found)
    return found


def wording_apart(path: Path, *, memory: int = LARGEST_MEMORY, seconds: int = LONGEST_SECONDS) -> Wording:
    """What `wording_of` answers, read in such a process. Raises CannotRead at its limits, too."""
    request = {"path": str(path), "as": "wording", "memory": memory, "seconds": seconds}
    answer = _answer(request, path, seconds)
    if "problem" in answer:
        raise CannotRead(answer["problem"])
    return Wording(answer["text"], tuple(answer["remarks"]))


def _answer(request: dict, path: Path, seconds: int) -> dict:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(place for place in sys.path if place)}
    command = [sys.executable, "-m", "lanyard.policy.reading.apart"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes, env=environment, start_new_session=True) as process:
        try:
            out, _ = process.communicate(json.dumps(request).encode(), timeout=CLOCK * seconds)
            return json.loads(out)
        except (subprocess.TimeoutExpired, ValueError, OSError) as problem:
            raise too_much(path) from problem
        finally:
            # Whatever it has started ends with it.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def too_much(path: Path) -> CannotRead:
    """The error for a file whose reading took more memory or time than any policy needs."""
    return CannotRead(
        f"{called(path)} took more memory or time to read than any policy needs, so reading was stopped; "
        "save its text as a new document and choose that."
    )


def answered(request: dict) -> dict:
    """Read the file that the request names; what the caller gets as JSON."""
    path = Path(request["path"])
    try:
        if request["as"] == "wording":
            wording = wording_of(path)
            return {"text": wording.text, "remarks": list(wording.remarks)}
        found = read(path, request["candidates"], clause_ids=request["clause_ids"], for_whom=request["for_whom"])
    except NotAPolicy as doubt:
        return {"policy": packed(doubt.found), "doubt": str(doubt)}
    except CannotRead as problem:
        return {"problem": str(too_much(path) if _ran_full(request["memory"]) else problem)}
    except (MemoryError, RecursionError):
        return {"problem": str(too_much(path))}
    return {"policy": packed(found), "doubt": ""}


def _ran_full(memory: int) -> bool:
    """True when this process has come near its limit of memory: a parser then calls a sound file damaged."""
    try:
        import resource
    except ImportError:
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > FULL * memory


def limit(memory: int, seconds: int) -> None:
    """Bound this process's memory and time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the caller's clock still holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    limit(asked["memory"], asked["seconds"])
    json.dump(answered(asked), sys.stdout)
