"""Opens a list file behind the fences and yields its sheets as blocks of raw rows."""

import contextlib
import marshal
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import delimited, guard
from .errors import Unreadable
from .sniff import FileKind, kind_of

ROOT = Path(__file__).resolve().parents[2]
ROOM = 1024**2  # bytes between the processes, so that a block waits ready to be taken
GAVE_UP = (
    "文件无法读取：内容已损坏，或所占内存、时间超出限制。"
    "请用 Excel 或 WPS 打开，只保留名单，另存为 .xlsx 后重新上传。"
)


@dataclass
class Sheet:
    """One visible sheet: its name, and what is known of it before its rows are read."""

    name: str
    merges: list = field(default_factory=list)  # (column, first row, last row)
    problems: dict = field(default_factory=dict)  # (row, column) → sentence
    mac_dates: bool = False  # day 0 of bare date numbers is 1904-01-01
    sure_of_dates: bool = True  # False where the file does not state its date system
    last: int = 0  # the number of its last row, as far as that is known beforehand


def messages(file):
    """Yield ("sheet", Sheet), ("hidden", name) and ("rows", number, rows) of a list file.

    `file` is an open binary file. Rows come after the sheet they belong to, in blocks,
    numbered from 1 as a spreadsheet numbers them; the caller's memory stays flat.
    Raises `Unreadable` at the latest before the last block.
    """
    kind = kind_of(file)
    if kind is FileKind.CSV:
        content = file.read()
        yield ("sheet", Sheet("", last=content.count(b"\n") + 1))
        yield from delimited.blocks(content)
        return
    with contextlib.closing(_from_child(file, kind)) as incoming:
        yield from incoming


def _from_child(file, kind):
    process = _start(file, kind)
    try:
        scan = guard.scan(file) if kind is FileKind.XLSX else guard.Scan()
        while (message := _receive(process.stdout))[0] != "end":
            if message[0] == "unreadable":
                raise Unreadable(message[1])
            yield _named(message, kind, scan)
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _start(file, kind):
    """Start the reading process and hand it the file; it gets no environment, so no secrets."""
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "registry.parsing.child", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        pipesize=ROOM,
    )
    file.seek(0)
    with contextlib.suppress(BrokenPipeError), process.stdin:
        shutil.copyfileobj(file, process.stdin, 1024**2)
    return process


def _receive(stream):
    """Return the next message of the reading process; without one it has given up."""
    length = int.from_bytes(stream.read(4), "little")
    frame = stream.read(length) if length else b""
    if not frame or len(frame) < length:
        raise Unreadable(GAVE_UP)
    return marshal.loads(frame)


def _named(message, kind, scan):
    if message[0] != "sheet":
        return message
    _, name, visible, merges, problems, last = message
    if not visible:
        return ("hidden", name)
    problems = problems or scan.problems.get(name, {})
    return (
        "sheet",
        Sheet(name, merges, problems, scan.mac_dates, kind is not FileKind.XLS, last),
    )
