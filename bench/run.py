#!/usr/bin/env python3
"""Measure studylake beside the tools that people would use instead.

    python3 bench/run.py [--data STUDY] [--scenarios full,amplified,changed,noop,backfill]
                         [--programs studylake,smallest,smallest-cds,duckdb,pandas] [--rounds 3]

Every figure is a whole process, from its start to its end: seconds by the clock, peak memory
by the kernel. The programs take turns within a round, so that a busy minute of the machine
meets them all. bench/README.md says what is measured and how fair it is.
"""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from amplify import amplify, correct_one_cell

HOME = Path(__file__).resolve().parent
PROJECT = HOME.parent
WORK = HOME / "work"
SCENARIOS = ["full", "amplified", "changed", "noop", "backfill"]
PROGRAMS = ["studylake", "smallest", "smallest-cds", "duckdb", "pandas"]


@dataclass(frozen=True)
class Measurement:
    seconds: float
    peak_mb: int
    output: str


class Failure(Exception):
    """What stops the benchmark, as one message."""


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def measure(name, command, environment=None):
    """Runs one process to its end."""
    log = WORK / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    output = log.with_suffix(".out")
    with open(log, "wb") as errors, open(output, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=PROJECT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code != 0:
        tail = "\n  ".join((output.read_text() + log.read_text()).splitlines()[-15:])
        raise Failure(f"Cannot measure {name}: it ended with exit code {code}.\n  {tail}")
    return Measurement(seconds, usage.ru_maxrss // 1024, output.read_text())


class Studylake:
    name = "studylake"

    def __init__(self, heap):
        self.command = PROJECT / "spark-submit" / "studylake"
        self.heap = heap
        if not self.command.exists():
            raise Failure(f"Cannot run studylake: {self.command} is missing.")
        # Builds what is not built yet, which is no part of a delivery.
        measure("studylake-version", [self.command, "--version"])

    def start(self):
        self.lake = fresh(WORK / "lake")

    def deliver(self, folder, delivery):
        return measure(
            self.name,
            [self.command, "deliver", folder, "--study", "bench", "--delivery", delivery],
            self.environment(),
        )

    def backfill(self, folders):
        return measure(
            self.name,
            [self.command, "backfill", "--study", "bench", *folders],
            self.environment(),
        )

    def environment(self):
        return {
            "STUDYLAKE_LOCAL_PATH": str(self.lake),
            "STUDYLAKE_JAVA_OPTS": f"-Xmx{self.heap}",
        }


class Smallest:
    """Same JVM, same class path, same JVM options as studylake, as any user would start it."""

    name = "smallest"
    archive = False

    def __init__(self, heap):
        self.heap = heap
        target = PROJECT / "jobs" / "target"
        for needed in ("studylake.jar", "spark.classpath"):
            if not (target / needed).exists():
                raise Failure(
                    f"Cannot run the smallest Spark program: {target / needed} is missing.\n"
                    "  Run spark-submit/studylake --version once to build."
                )
        jars = f"{target / 'studylake.jar'}:{(target / 'spark.classpath').read_text().strip()}"
        classes = fresh(WORK / self.name)
        measure(
            "javac",
            [java("javac"), "-cp", jars, "-d", classes, HOME / "smallest/SmallestProgram.java"],
        )
        # The own class comes last: the class data archive, where it is used, stays valid.
        self.classpath = f"{jars}:{classes}"
        self.options = [f"@{PROJECT / 'spark-submit' / 'java.options'}", f"-Xmx{self.heap}"]
        if self.archive:
            self.options.append(f"-XX:SharedArchiveFile={target / 'studylake.jsa'}")

    def start(self):
        self.warehouse = fresh(WORK / "smallest-warehouse")

    def run(self):
        return measure(
            self.name,
            [
                java("java"),
                *self.options,
                "-cp",
                self.classpath,
                "SmallestProgram",
                self.warehouse,
            ],
        )


class SmallestArchived(Smallest):
    """The same with studylake's class data archive, which makes every start faster."""

    name = "smallest-cds"
    archive = True


class Duckdb:
    name = "duckdb"

    def start(self):
        self.file = fresh(WORK / "duckdb") / "study.db"
        self.file.parent.mkdir()

    def deliver(self, folder, delivery):
        return measure(self.name, [python(), HOME / "peers/duckdb_map.py", folder, self.file])


class Pandas:
    name = "pandas"

    def start(self):
        self.out = fresh(WORK / "pandas")
        self.out.mkdir()

    def deliver(self, folder, delivery):
        return measure(
            self.name,
            [
                python(),
                HOME / "peers/pandas_dict.py",
                folder,
                self.out / delivery,
                "--state",
                self.out / "keys.pickle",
            ],
        )


def java(tool):
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/{tool}" if home else tool


def python():
    return WORK / "venv" / "bin" / "python"


def install_peers():
    if not python().exists():
        print("Installing the peers into bench/work/venv ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
    subprocess.run(
        [python(), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        + ["-r", HOME / "requirements.txt"],
        check=True,
        stdout=sys.stderr,
    )


class Results:
    """Measurements by scenario and program; peers that disagree on rows or keys stop the run."""

    def __init__(self):
        self.found = {}
        self.answers = {}

    def add(self, scenario, rows, program, measurement):
        self.found.setdefault((scenario, program), []).append(measurement)
        if program in ("duckdb", "pandas"):
            answer = json.loads(measurement.output.splitlines()[-1])
            told = {"rows": answer["rows"], **answer["keys"]}
            expected = self.answers.setdefault(scenario, {**told, "rows": rows})
            if told != expected:
                raise Failure(f"{program} gives {told} in {scenario}, expected {expected}.")
        print(
            f"{scenario:<10} {program:<10} {measurement.seconds:8.2f} s {measurement.peak_mb:7} MB",
            file=sys.stderr,
            flush=True,
        )

    def seconds(self, scenario, program):
        """The median, or None where it was not measured."""
        found = self.found.get((scenario, program))
        return statistics.median(m.seconds for m in found) if found else None

    def ratio(self, scenario, program, other):
        above, below = self.seconds(scenario, program), self.seconds(scenario, other)
        return above / below if above and below else None


def turns(programs, number):
    """Another program begins in each round."""
    at = number % len(programs)
    return programs[at:] + programs[:at]


def round_of_full(programs, folder, rows, results):
    for program in programs:
        program.start()
        if program.name.startswith("smallest"):
            results.add("full", rows, program.name, program.run())
        else:
            results.add("full", rows, program.name, program.deliver(folder, "d4"))


def round_of_amplified(programs, folder, corrected, rows, scenarios, results):
    """The scenarios build on each other: all that the last one needs are run."""
    for program in programs:
        program.start()
        if program.name.startswith("smallest"):
            measurement = program.run()
            for scenario in scenarios:
                results.add(scenario, rows, program.name, measurement)
            continue
        results.add("amplified", rows, program.name, program.deliver(folder, "d4"))
        if "changed" in scenarios or "noop" in scenarios:
            results.add("changed", rows, program.name, program.deliver(corrected, "d4b"))
        if "noop" in scenarios and program.name == "studylake":
            results.add("noop", rows, program.name, program.deliver(corrected, "d4b"))
        program.start()  # clears what it wrote: several GB that the next program may need


def round_of_backfill(studylake, study, results, first):
    """d4 alone and d1 to d4 take turns; each begins with an empty study."""
    alone = ("alone", lambda: studylake.deliver(study / "d4", "d4"))
    together = ("together", lambda: studylake.backfill([study / f"d{n}" for n in range(1, 5)]))
    for name, deliver in (alone, together) if first else (together, alone):
        studylake.start()
        results.add("backfill", 0, name, deliver())


def print_backfill(results):
    print("\nbackfill: d1 to d4 in one process, and d4 alone, each into an empty study")
    print(f"  {'':<10} {'seconds':>8} {'min':>7} {'max':>7} {'peak MB':>8} {'x alone':>9}")
    for name in ("alone", "together"):
        found = results.found[("backfill", name)]
        seconds = [m.seconds for m in found]
        print(
            f"  {name:<10} {statistics.median(seconds):8.2f} {min(seconds):7.2f}"
            f" {max(seconds):7.2f} {max(m.peak_mb for m in found):8}"
            f" {number(results.ratio('backfill', name, 'alone'), '.2f'):>9}"
        )


def number(value, form):
    return "-" if value is None else format(value, form)


def print_scenario(scenario, title, rows, results):
    if not any((scenario, program) in results.found for program in PROGRAMS):
        return
    print(f"\n{scenario}: {title}, {rows:,} rows")
    print(
        f"  {'program':<10} {'seconds':>8} {'min':>7} {'max':>7} {'rows/s':>11}"
        f" {'peak MB':>8} {'x duckdb':>9} {'x smallest':>11}"
    )
    for program in PROGRAMS:
        found = results.found.get((scenario, program))
        if not found:
            continue
        seconds = [m.seconds for m in found]
        median = statistics.median(seconds)
        speed = None if program.startswith("smallest") or scenario == "noop" else rows / median
        print(
            f"  {program:<10} {median:8.2f} {min(seconds):7.2f} {max(seconds):7.2f}"
            f" {number(speed, ',.0f'):>11} {max(m.peak_mb for m in found):8}"
            f" {number(results.ratio(scenario, program, 'duckdb'), '.2f'):>9}"
            f" {number(results.ratio(scenario, program, 'smallest'), '.2f'):>11}"
        )


def print_targets(results):
    targets = [
        ("full", "smallest", 2.5, "at most 2.5 times the smallest Spark program"),
        ("amplified", "duckdb", 2.0, "at most 2 times DuckDB"),
        ("changed", "duckdb", 1.0, "below DuckDB's full reload"),
        ("noop", "smallest", 1.0, "below the smallest Spark program: no session"),
        ("backfill", "alone", 2.0, "d1 to d4 below twice d4 alone"),
    ]
    print("\ntargets of studylake")
    for scenario, other, limit, text in targets:
        program = "together" if scenario == "backfill" else "studylake"
        ratio = results.ratio(scenario, program, other)
        verdict = "not measured" if ratio is None else "met" if ratio <= limit else "MISSED"
        print(f"  {scenario:<10} {text:<46} {number(ratio, '.2f'):>6}  {verdict}")


def first_line(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    except FileNotFoundError:
        return "not found"
    return ((done.stdout + done.stderr).splitlines() or ["unknown"])[0]


def print_machine():
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text()).group(1))
    pins = dict(
        line.split("==") for line in (HOME / "requirements.txt").read_text().split() if line
    )
    versions = ", ".join(f"{name} {version}" for name, version in pins.items())
    spark = re.findall(r"<(spark|iceberg)\.version>([^<]+)<", (PROJECT / "pom.xml").read_text())
    print(f"machine   {len(os.sched_getaffinity(0))} cores used of {os.cpu_count()},", end=" ")
    print(f"{model.group(1) if model else platform.machine()}, {memory / 2**20:.0f} GiB memory,")
    print(f"          load {os.getloadavg()[0]:.1f} at the start, {platform.platform()}")
    print(f"versions  studylake {first_line(['git', 'describe', '--always', '--dirty'])},", end=" ")
    print(", ".join(f"{name} {version}" for name, version in spark) + ",")
    print(f"          {first_line([java('java'), '-version'])},")
    print(f"          Python {platform.python_version()}, {versions}")


def choice(allowed):
    def parse(text):
        chosen = text.split(",")
        for one in chosen:
            if one not in allowed:
                raise argparse.ArgumentTypeError(f"{one} is none of {', '.join(allowed)}")
        return [one for one in allowed if one in chosen]

    return parse


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--data",
        type=Path,
        default=PROJECT / "testdata" / "cdiscpilot01",
        help="folder of the study that holds the delivery d4 (default: the test study)",
    )
    parser.add_argument("--scenarios", type=choice(SCENARIOS), default=SCENARIOS)
    parser.add_argument("--programs", type=choice(PROGRAMS), default=PROGRAMS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=100, help="of d4 when amplified")
    parser.add_argument("--heap", default="4g", help="of the JVM")
    parser.add_argument("--cores", type=int, default=2, help="that every program is kept to")
    return parser.parse_args()


def run(arguments):
    source = arguments.data / "d4"
    if not (source / "contents.csv").exists():
        raise Failure(f"Cannot read {source}: it holds no contents.csv. Name a study with --data.")
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.cores])
    if {"duckdb", "pandas"} & set(arguments.programs):
        install_peers()
    make = {
        "studylake": lambda: Studylake(arguments.heap),
        "smallest": lambda: Smallest(arguments.heap),
        "smallest-cds": lambda: SmallestArchived(arguments.heap),
        "duckdb": Duckdb,
        "pandas": Pandas,
    }
    programs = [make[name]() for name in arguments.programs]
    results = Results()
    print_machine()
    print(f"run       {arguments.rounds} rounds, {arguments.copies} copies, heap {arguments.heap}")

    large = [s for s in arguments.scenarios if s not in ("full", "backfill")]
    data = fresh(WORK / "data")
    rows = amplify(source, data / "full", 1)
    datasets = len(list((data / "full").glob("*.csv"))) - 1
    if large:
        many = amplify(source, data / "amplified", arguments.copies)
        correct_one_cell(data / "amplified", data / "corrected")
    for at in range(arguments.rounds):
        if "full" in arguments.scenarios:
            round_of_full(turns(programs, at), data / "full", rows, results)
        if large:
            round_of_amplified(
                turns(programs, at), data / "amplified", data / "corrected", many, large, results
            )

        for program in programs:
            if "backfill" in arguments.scenarios and program.name == "studylake":
                round_of_backfill(program, arguments.data.resolve(), results, at % 2 == 0)

    copies = f"d4 in {arguments.copies} copies"
    titles = {
        "full": (f"the whole d4, {datasets} datasets, into an empty study", rows),
        "amplified": (f"{copies}, into an empty study", many if large else 0),
        "changed": (f"{copies} again, one cell of DS changed", many if large else 0),
        "noop": (f"{copies} again, nothing changed", many if large else 0),
    }
    for scenario in arguments.scenarios:
        if scenario in titles:
            print_scenario(scenario, *titles[scenario], results)
    if ("backfill", "together") in results.found:
        print_backfill(results)
    if "studylake" in arguments.programs:
        print_targets(results)
    for left in ("data", "lake", "duckdb", "pandas", "smallest-warehouse"):
        shutil.rmtree(WORK / left, ignore_errors=True)


def main():
    try:
        run(parse_arguments())
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
