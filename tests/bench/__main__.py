"""Measure speed and memory against the least that is possible, in one run (`make bench`).

    python -m tests.bench [import] [search] [sealing] [workdays] [checks] [--rows N] [--subjects N] [--checked N] [--rounds N]

Every measurement runs in its own process, on temporary databases; what is compared runs
alternately, and the median of the ratios counts. Read the ratios, not the seconds.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import data
from .machine import Child, database

CHECK_GOALS = {"recorded": 0.4, "unrecorded": 0.6}
MEMORY_GOAL = 600  # megabytes of the whole process tree


def say(*cells, widths=(46, 14, 22, 30)):
    line = "".join(
        f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False)
    )
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


def verdict(value, goal):
    return f"{'ok' if value <= goal else 'MISSED'} (goal ≤ {goal:g})"


def bench_workdays(options, folder):
    child = Child("workdays", VAR_DIR=prepared_sqlite(folder))
    took = child.answer
    ratio = took["floor"] / took["ours"]
    say("add 20 working days / chinesecalendar", f"1/{ratio:.0f}", "goal 1/500 or less")
    say("  days computed, answers that differ", f"{took['days']}, {took['wrong']}")


def prepared_sqlite(folder):
    """A folder with a SQLite register prepared for an import, made once."""
    ready = folder / "ground"
    if not ready.exists():
        ready.mkdir()
        Child("ground", VAR_DIR=str(ready), DATABASE_URL="")
    return str(ready)


def bench_import(options, folder):
    path = folder / "list.xlsx"
    decided = datetime.now(UTC).date() - timedelta(days=45)
    data.write_list(path, options.rows, decided=decided)
    with database("credit_bench_ground") as url:
        Child("ground", VAR_DIR=str(folder / "pg"), DATABASE_URL=url)
        rounds = [one_round(options, folder, path) for _ in range(options.rounds)]
    for name in ("SQLite", "PostgreSQL"):
        report_import(name, options.rows, [round_[name] for round_ in rounds])


def one_round(options, folder, path):
    floor = Child("floor", path).answer["seconds"]
    copy = folder / "copy"
    shutil.copytree(prepared_sqlite(folder), copy)
    on_sqlite = Child(
        "importing", path, options.rows, VAR_DIR=str(copy), DATABASE_URL=""
    )
    shutil.rmtree(copy)
    with database("credit_bench", template="credit_bench_ground") as url:
        on_postgresql = Child(
            "importing",
            path,
            options.rows,
            VAR_DIR=str(folder / "pg"),
            DATABASE_URL=url,
        )
    floor = statistics.mean([floor, Child("floor", path).answer["seconds"]])
    return {"SQLite": (floor, on_sqlite), "PostgreSQL": (floor, on_postgresql)}


def report_import(name, count, rounds):
    def middle(pick):
        return statistics.median(pick(floor, child.answer) for floor, child in rounds)

    whole = middle(lambda floor, took: (took["read"] + took["write"]) / floor)
    seconds = middle(lambda _, took: took["read"] + took["write"])
    found = rounds[0][1].answer
    say(
        f"{name}: import {count} rows / openpyxl",
        f"{whole:.2f}",
        verdict(whole, 1),
        f"{seconds:.1f} s",
    )
    tidied = middle(lambda floor, took: took["tidy"] / floor)
    say("  then made findable by name / openpyxl", f"{tidied:.2f}")
    peak = max(child.megabytes for _, child in rounds)
    say(
        "  highest memory, import and approval",
        f"{peak:.0f} MB",
        verdict(peak, MEMORY_GOAL),
    )
    approval = middle(lambda _, took: took["approve"] / took["plain"])
    say(
        "  approve all / as many plain rows",
        f"{approval:.1f}",
        verdict(approval, 15),
        f"{found['approve']:.1f} s",
    )
    steps = ("read", "write", "tidy", "submit", "approve")
    spent = " ".join(
        f"{middle(lambda _, took, step=step: took[step]):.1f}" for step in steps
    )
    say(f"  {', '.join(steps)}, s", spent)
    for action in ("read", "write", "submit", "approve"):
        each = found[f"{action}_statements"] / count * 1000
        say(f"  statements to {action}, per thousand rows", f"{each:.2f}")
    say("  fates, entries published", str(found["counts"]), str(found["published"]))


def bench_search(options, folder):
    with database("credit_bench_search") as url:
        found = Child(
            "search", options.subjects, VAR_DIR=str(folder / "search"), DATABASE_URL=url
        ).answer
    widths = (10, 7, 10, 20, 20, 20, 20, 12)
    say(
        f"\nname search among {options.subjects} subjects on PostgreSQL, ms: p50 p95 max"
    )
    say(
        "class",
        "texts",
        "exact",
        "bare SQL",
        "search",
        "page",
        "web process",
        "≠ LIKE",
        widths=widths,
    )
    for name, row in found["classes"].items():
        cells = (
            " ".join(f"{ms:.1f}" for ms in row[part])
            for part in ("sql", "search", "page", "work")
        )
        say(
            name,
            row["texts"],
            f"{row['exact']:.2f}",
            *cells,
            row["wrong"],
            widths=widths,
        )
    report_search(found["classes"])


def report_search(classes):
    for name in ("trap", "any other"):
        rows = [
            row for key, row in classes.items() if (key == "trap") == (name == "trap")
        ]
        if not rows:
            continue
        worst = max(row["search"][1] for row in rows)
        say(
            f"search, p95 of class {name}, ms",
            f"{worst:.1f}",
            verdict(worst, 50 if name == "trap" else 10),
        )
        ratio = max(row["search"][0] / row["exact"] for row in rows)
        say("  p50 / exact look-up", f"{ratio:.1f}")
        ratio = max(row["search"][0] / row["sql"][0] for row in rows)
        say("  p50 / bare SQL", f"{ratio:.1f}")
    work = statistics.median(row["work"][0] for row in classes.values())
    say("page, work of the web process, ms", f"{work:.1f}", verdict(work, 10))
    wrong = sum(row["wrong"] for row in classes.values())
    say("answers that differ from LIKE", str(wrong), verdict(wrong, 0))


def bench_sealing(options, folder):
    with database("credit_bench_sealing") as url:
        found = Child(
            "sealing",
            options.rows,
            options.rounds * 2,
            VAR_DIR=str(folder / "sealing"),
            DATABASE_URL=url,
        ).answer
    sealing = statistics.median(
        sealed / written for written, sealed, _ in found["rounds"]
    )
    say("seal the trail / writing it", f"{sealing:.2f}", verdict(sealing, 0.15))
    checking = statistics.median(seen / written for written, _, seen in found["rounds"])
    say("verify the trail / writing it", f"{checking:.2f}", verdict(checking, 1 / 3))


def report_single_checks(found):
    """Single checks: shares of the bare view's requests, and of its processor time."""
    bare, idle = zip(*found.pop("bare"), strict=True)
    for name, windows in found.items():
        rates, times = zip(*windows, strict=True)
        share, goal = middle_ratio(rates, bare), CHECK_GOALS.get(name)
        result = "no goal"
        if goal:
            result = f"{'ok' if share >= goal else 'MISSED'} (goal ≥ {goal:g})"
        say(
            f"check {name} / bare view",
            f"{share:.2f}",
            result,
            f"{statistics.median(rates):.0f} and {statistics.median(bare):.0f} requests/s;"
            f" by processor time {middle_ratio(idle, times):.2f}",
        )


def bench_checks(options, folder):
    with database("credit_bench_checks") as url:
        found = Child(
            "checks",
            options.checked,
            options.rounds,
            VAR_DIR=str(folder / "checks"),
            DATABASE_URL=url,
        ).answer
    report_single_checks(found["single"])
    joins, views = zip(*found["batch"]["times"], strict=True)
    times = middle_ratio(views, joins)
    say(
        "check of 10000 in one call / its SQL join",
        f"{times:.1f}",
        verdict(times, 5),
        f"{statistics.median(views):.2f} s",
    )
    orders = found["orders"]
    each = orders["statements"] / orders["entries"] * 1000
    say(
        f"orders for {orders['entries']} entries / plain rows",
        f"{orders['seconds'] / orders['plain']:.1f}",
        f"{orders['orders']} orders",
        f"{orders['seconds']:.1f} s",
    )
    say("  statements per thousand entries", f"{each:.2f}", verdict(each, 5))


def middle_ratio(above, below):
    """The median of the ratios of what was measured alternately."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


BENCHES = {
    "workdays": bench_workdays,
    "sealing": bench_sealing,
    "import": bench_import,
    "search": bench_search,
    "checks": bench_checks,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", choices=[*BENCHES, []], default=[])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--subjects", type=int, default=1_000_000)
    parser.add_argument("--checked", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ["LOG_LEVEL"] = "ERROR"
    load = os.getloadavg()[0]
    if load > 1:
        say(f"the machine is not quiet (load {load:.1f}): believe only the ratios")
    with tempfile.TemporaryDirectory(prefix="credit-bench-") as folder:
        for name in options.only or BENCHES:
            BENCHES[name](options, Path(folder))


if __name__ == "__main__":
    main()
