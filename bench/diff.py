#!/usr/bin/env python3
"""Compare two snapshots by `studylake diff`, and the same rows by DuckDB's EXCEPT ALL.

    python3 bench/diff.py [--data STUDY] [--copies 20] [--rounds 3]

d3 and d4 of the study, both amplified, are delivered once, which is not timed. Every figure is
a whole process; the programs take turns. The run stops where the rows that the programs count
differ. bench/README.md says what is measured and how fair it is.
"""
import argparse
import json
import os
import shutil
import statistics
import sys
from pathlib import Path

from amplify import amplify
from run import (
    HOME,
    PROJECT,
    WORK,
    Failure,
    Studylake,
    fresh,
    install_peers,
    measure,
    print_machine,
    python,
    turns,
)

BEFORE, AFTER = "d3", "d4"


class StudylakeDiff(Studylake):
    """Two snapshots in a lake. The gate only warns: what it thinks of copies is not the matter."""

    def prepare(self, data):
        self.start()
        lenient = [
            f"-Dstudylake.gate.rules.{rule}.level=warn"
            for rule in ("rows-deleted", "patients-gone", "sites-gone")
        ]
        for delivery in (BEFORE, AFTER):
            measure(
                "diff-deliver",
                [self.command, "deliver", data / delivery, "--study", "bench"]
                + ["--delivery", delivery, *lenient],
                self.environment(),
            )

    def diff(self):
        return measure(
            "diff-studylake",
            [self.command, "diff", "--study", "bench", BEFORE, AFTER, "--format", "json"],
            self.environment(),
        )

    @staticmethod
    def told(measurement):
        """dataset -> rows, of the raw tables; one that the snapshots share is left out."""
        told = {}
        for table in json.loads(measurement.output)["tables"]:
            namespace, dataset = table["table"].split(".", 1)
            if namespace != "raw" or table["change"] != "changed":
                continue
            if "notCompared" in table:
                raise Failure(f"studylake did not compare {dataset}: {table['notCompared']}.")
            told[dataset] = {
                "before": table["rowsBefore"],
                "after": table["rowsAfter"],
                "added": table["rowsAdded"],
                "removed": table["rowsRemoved"],
            }
        return told


class DuckdbOfTables:
    """Both deliveries are in a database file already, as studylake's are in its tables."""

    name = "duckdb-tables"

    def prepare(self, data):
        self.file = fresh(WORK / "duckdb-diff") / "study.db"
        self.file.parent.mkdir()
        self.run(self.file, data / BEFORE, data / AFTER)

    def diff(self):
        return self.run(self.file)

    def run(self, *arguments):
        return measure(self.name, [python(), HOME / "peers/duckdb_diff.py", *arguments])

    @staticmethod
    def told(measurement):
        return json.loads(measurement.output)


class DuckdbOfFiles(DuckdbOfTables):
    """The CSV files of both deliveries, read anew each time."""

    name = "duckdb-csv"

    def prepare(self, data):
        self.data = data

    def diff(self):
        return self.run(":memory:", self.data / BEFORE, self.data / AFTER)


def require_equal(studylake, duckdb, program):
    """Both tell the same of every dataset; what studylake leaves out must be the same rows."""
    for dataset in sorted(set(studylake) | set(duckdb)):
        expected = duckdb.get(dataset)
        told = studylake.get(dataset)
        shared = told is None and expected is not None
        same = shared and expected["added"] == expected["removed"] == 0
        if not same and told != expected:
            raise Failure(
                f"The rows of {dataset} differ: studylake tells {told}, {program} {expected}."
            )


def print_rows(told):
    print(f"\n  {'dataset':<10} {'before':>11} {'after':>11} {'added':>9} {'removed':>9}")
    for dataset, rows in sorted(told.items()):
        print(
            f"  {dataset:<10} {rows['before']:11,} {rows['after']:11,}"
            f" {rows['added']:9,} {rows['removed']:9,}"
        )
    total = {name: sum(rows[name] for rows in told.values()) for name in next(iter(told.values()))}
    print(
        f"  {'all':<10} {total['before']:11,} {total['after']:11,}"
        f" {total['added']:9,} {total['removed']:9,}"
    )


def print_times(found):
    median = {name: statistics.median(m.seconds for m in all) for name, all in found.items()}
    print(
        f"\n  {'program':<14} {'seconds':>8} {'min':>7} {'max':>7} {'peak MB':>8}"
        f" {'studylake is':>16}"
    )
    for name, all_of_it in found.items():
        seconds = [m.seconds for m in all_of_it]
        ratio = "" if name == "studylake" else f"{median['studylake'] / median[name]:.2f} times it"
        print(
            f"  {name:<14} {median[name]:8.2f} {min(seconds):7.2f} {max(seconds):7.2f}"
            f" {max(m.peak_mb for m in all_of_it):8} {ratio:>16}"
        )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--data",
        type=Path,
        default=PROJECT / "testdata" / "cdiscpilot01",
        help="folder of the study that holds the deliveries d3 and d4 (default: the test study)",
    )
    parser.add_argument("--copies", type=int, default=20, help="of both deliveries")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--heap", default="4g", help="of the JVM")
    parser.add_argument("--cores", type=int, default=2, help="that every program is kept to")
    return parser.parse_args()


def run(arguments):
    for delivery in (BEFORE, AFTER):
        source = arguments.data / delivery
        if not (source / "contents.csv").exists():
            raise Failure(
                f"Cannot read {source}: it holds no contents.csv. Name a study with --data."
            )
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.cores])
    install_peers()
    studylake = StudylakeDiff(arguments.heap)
    programs = [studylake, DuckdbOfTables(), DuckdbOfFiles()]
    print_machine()
    print(f"run       {arguments.rounds} rounds, {arguments.copies} copies, heap {arguments.heap}")

    data = fresh(WORK / "data")
    data.mkdir()
    for delivery in (BEFORE, AFTER):
        amplify(arguments.data / delivery, data / delivery, arguments.copies)
    for program in programs:
        program.prepare(data)
    found = {program.name: [] for program in programs}
    told = {}
    for at in range(arguments.rounds):
        for program in turns(programs, at):
            measurement = program.diff()
            found[program.name].append(measurement)
            told[program.name] = program.told(measurement)
            print(
                f"{program.name:<14} {measurement.seconds:8.2f} s {measurement.peak_mb:7} MB",
                file=sys.stderr,
                flush=True,
            )
        for peer in programs[1:]:
            require_equal(told["studylake"], told[peer.name], peer.name)
    print(f"\ndiff: {BEFORE} and {AFTER} in {arguments.copies} copies; all programs count the same")
    print_rows(told["duckdb-tables"])
    print_times(found)
    for left in ("data", "lake", "duckdb-diff"):
        shutil.rmtree(WORK / left, ignore_errors=True)


def main():
    try:
        run(parse_arguments())
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
