#!/usr/bin/env python3
"""Parse and type every column of a lab file, beside Spark's own CSV reader and DuckDB.

    python3 bench/csv/run.py [--data STUDY] [--megabytes 1000] [--rounds 3] [--heap 1g]

Two files are made of the study's lb.csv: one with line breaks in quotes, one without. Every
program reads with two threads, all columns, with the same types, in a process of its own that
warms up once; the programs take turns. bench/README.md says how fair it is.
"""
import argparse
import csv
import json
import os
import shutil
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import run as bench  # noqa: E402

HOME = Path(__file__).resolve().parent
WORK = bench.WORK / "csv"


def make(study, megabytes, line_breaks):
    """A lab file of so many megabytes, from the rows of one delivery, and its contents."""
    kind = "breaks" if line_breaks else "plain"
    path = WORK / f"lb-{kind}-{megabytes}.csv"
    if path.exists() and path.stat().st_size >= megabytes * 1_000_000:
        return path
    WORK.mkdir(parents=True, exist_ok=True)
    if megabytes > 1000:
        return repeated(make(study, 1000, line_breaks), path, megabytes)
    with open(study / "d4" / "lb.csv", newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    subject, test = header.index("USUBJID"), header.index("LBTEST")
    part = path.with_suffix(".part")
    with open(part, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        copy = 0
        while file.tell() < megabytes * 1_000_000:
            copy += 1
            for number, row in enumerate(rows):
                row = list(row)
                row[subject] += f"-{copy}"
                if line_breaks and number % 20 == 0:
                    row[test] += ',\nsee "comment"'
                writer.writerow(row)
    os.replace(part, path)
    return path


def repeated(gigabyte, path, megabytes):
    """The records of a file of a gigabyte, as often as it takes."""
    part = path.with_suffix(".part")
    with open(part, "wb") as file:
        while file.tell() < megabytes * 1_000_000:
            with open(gigabyte, "rb") as records:
                if file.tell() > 0:
                    records.readline()
                shutil.copyfileobj(records, file, 1 << 24)
    os.replace(part, path)
    return path


def contents(study):
    """The contents rows of LB without NOBS, which the copies change."""
    path = WORK / "contents.csv"
    with open(study / "d4" / "contents.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["MEMNAME"].upper() == "LB"]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["dataset", "column", "type"])
        for row in rows:
            writer.writerow(["lb", row["NAME"], "num" if row["TYPE"] == "1" else "char"])
    return path


def types(path, file):
    with open(path, newline="", encoding="utf-8") as rows:
        kinds = {row["column"]: row["type"] for row in csv.DictReader(rows)}
    with open(file, newline="", encoding="utf-8") as rows:
        header = next(csv.reader(rows))
    return {name: "DOUBLE" if kinds[name] == "num" else "VARCHAR" for name in header}


class Java:
    def __init__(self, heap, cores):
        target = bench.PROJECT / "jobs" / "target"
        bench.Studylake(heap)
        jars = f"{target / 'studylake.jar'}:{(target / 'spark.classpath').read_text().strip()}"
        classes = bench.fresh(bench.WORK / "csv-classes")
        bench.measure(
            "javac", [bench.java("javac"), "-cp", jars, "-d", classes, HOME / "CsvBench.java"]
        )
        options = bench.PROJECT / "spark-submit" / "java.options"
        self.command = [
            "taskset", "-c", cores,
            bench.java("java"), f"@{options}", f"-Xmx{heap}",
            "-cp", f"{classes}:{jars}", "CsvBench",
        ]

    def read(self, mode, file, described, rounds):
        return bench.measure(
            f"csv-{mode}", [*self.command, mode, file, described, str(rounds)]
        )


def seconds(measurement):
    lines = measurement.output.split()
    return [float(line) for line in lines if line.replace(".", "").isdigit()]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=bench.PROJECT / "testdata" / "cdiscpilot01")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--cores", default="0,1")
    parser.add_argument(
        "--programs", default="scan,studylake,spark-multiline,spark,duckdb",
        help="which take part (default: %(default)s)",
    )
    options = parser.parse_args()
    wanted = options.programs.split(",")
    WORK.mkdir(parents=True, exist_ok=True)
    described = contents(options.data)
    files = {
        "breaks": make(options.data, options.megabytes, True),
        "plain": make(options.data, options.megabytes, False),
    }
    java = Java(options.heap, options.cores)
    if "duckdb" in wanted:
        bench.install_peers()
    python = bench.python()
    print(f"load {os.getloadavg()[0]:.1f}; heap {options.heap}; two threads; {options.rounds} rounds")
    print(f"{'file':8} {'program':16} {'median s':>9} {'least':>7} {'greatest':>9} {'MB/s':>7} {'peak MB':>8}")
    medians = {}
    for kind, file in files.items():
        for program in wanted:
            if kind == "breaks" and program == "spark":
                continue  # It would take each line for a record.
            if kind == "plain" and program == "spark-multiline":
                continue
            if program == "duckdb":
                measured = bench.measure(
                    "csv-duckdb",
                    ["taskset", "-c", options.cores, python, HOME / "duckdb_read.py", file,
                     json.dumps(types(described, file)), str(options.rounds)],
                )
            else:
                measured = java.read(program, file, described, options.rounds)
            taken = seconds(measured)
            median = medians[kind, program] = statistics.median(taken)
            rate = file.stat().st_size / 1e6 / median
            print(f"{kind:8} {program:16} {median:9.2f} {min(taken):7.2f} {max(taken):9.2f}"
                  f" {rate:7.0f} {measured.peak_mb:8}", flush=True)
    for text, kind, numerator, denominator, target in [
        ("times Spark multiLine", "breaks", "spark-multiline", "studylake", "at least 4"),
        ("times Spark", "plain", "spark", "studylake", "at least 2"),
        ("of DuckDB's time, with line breaks", "breaks", "studylake", "duckdb", "at most 1.5"),
        ("of DuckDB's time, without", "plain", "studylake", "duckdb", "at most 1.5"),
    ]:
        if (kind, numerator) in medians and (kind, denominator) in medians:
            ratio = medians[kind, numerator] / medians[kind, denominator]
            print(f"{ratio:6.2f} {text} (target: {target})")


if __name__ == "__main__":
    try:
        main()
    except bench.Failure as failure:
        sys.exit(str(failure))
