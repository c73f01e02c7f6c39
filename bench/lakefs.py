#!/usr/bin/env python3
"""Measure deliveries to lakeFS and S3 beside those to the embedded store.

    python3 bench/lakefs.py [--data STUDY] [--scenarios overhead,calls,branches] [--rounds 3]

Starts MinIO and lakeFS by testenv/serve, on free ports and empty. bench/README.md says what is
measured.
"""
import argparse
import base64
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from run import HOME, PROJECT, WORK, Failure, choice, fresh, measure, print_machine, turns

SCENARIOS = ["overhead", "calls", "branches"]
COMMAND = PROJECT / "spark-submit" / "studylake"
TARGET = 1.3
LARGEST_SHARE_OF_LINKS = 0.1


@contextmanager
def servers():
    """MinIO and lakeFS while the block runs; gives what a shell would export."""
    folder = fresh(WORK / "servers")
    process = subprocess.Popen(
        [PROJECT / "testenv" / "serve", folder],
        env={**os.environ, "STUDYLAKE_MINIO_PORT": "0", "STUDYLAKE_LAKEFS_PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
    )
    exports = {}
    try:
        while "STUDYLAKE_WAREHOUSE" not in exports:
            line = process.stdout.readline()
            if not line:
                raise Failure("Cannot start MinIO and lakeFS: testenv/serve says why above.")
            name, value = line.removeprefix("export ").strip().split("=", 1)
            exports[name] = value.replace("\\", "")
        yield exports
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


class Delivered:
    """One delivery: its seconds, its calls of lakeFS, its links."""

    def __init__(self, measurement, logs, report):
        self.seconds = measurement.seconds
        self.peak_mb = measurement.peak_mb
        said = "".join(log.read_text() for log in logs.glob("*-deliver-*.log"))
        self.calls = {}
        for counts in re.findall(r"calls of lakeFS: \{(.*)\}", said):
            for call, count in re.findall(r"([A-Z]+ [^=]*)=(\d+)(?:, |$)", counts):
                self.calls[call] = self.calls.get(call, 0) + int(count)
        links = re.search(r"([\d,]+) data files shown in ([\d.]+) s", report)
        self.links = int(links.group(1).replace(",", "")) if links else 0
        self.links_seconds = float(links.group(2)) if links else 0.0

    def all_calls(self):
        return sum(self.calls.values())

    def calls_for_links(self):
        return sum(count for call, count in self.calls.items() if "staging" in call)


class Lake:
    """Where studies are delivered to."""

    def __init__(self, name, environment, heap):
        self.name = name
        self.folder = WORK / name
        self.logs = WORK / f"{name}-logs"
        self.environment = {
            **environment,
            "STUDYLAKE_LOCAL_PATH": str(self.folder),
            "STUDYLAKE_LOGS": str(self.logs),
            "STUDYLAKE_JAVA_OPTS": f"-Xmx{heap}",
        }

    def clear(self):
        fresh(self.folder)

    def init(self, study):
        measure(f"{self.name}-init", [COMMAND, "init", "--study", study], self.environment)

    def deliver(self, folder, study, delivery, *options):
        fresh(self.logs)
        name = f"{self.name}-deliver"
        done = measure(
            name,
            [COMMAND, "deliver", folder, "--study", study, "--delivery", delivery, *options],
            self.environment,
        )
        report = (WORK / "logs" / f"{name}.log").read_text()
        return Delivered(done, self.logs, report + done.output)


def overhead(arguments, exports, print_to):
    """The whole d4 into empty studies of each store in turns."""
    local = Lake("local", {}, arguments.heap)
    # The embedded store with its warehouse on S3: what the object store costs by itself.
    local_s3 = Lake(
        "local-s3",
        {name: value for name, value in exports.items() if "LAKEFS" not in name}
        | {"STUDYLAKE_STORE": "local"},
        arguments.heap,
    )
    lakefs = Lake("lakefs", exports, arguments.heap)
    found = {lake.name: [] for lake in (local, local_s3, lakefs)}
    for at in range(arguments.rounds):
        for lake in turns([local, local_s3, lakefs], at):
            study = f"{lake.name}-{at}"
            lake.clear()
            lake.init(study)
            delivered = lake.deliver(arguments.data / "d4", study, "d4")
            found[lake.name].append(delivered)
            print(f"{study:<12} {delivered.seconds:8.2f} s", file=sys.stderr, flush=True)
    print_to(f"\noverhead: the whole d4 of {arguments.data.name} into an empty study")
    print_to(f"  {'store':<10} {'seconds':>8} {'min':>7} {'max':>7} {'peak MB':>8} {'x local':>8}")
    median = {name: statistics.median(d.seconds for d in all) for name, all in found.items()}
    for name, all in found.items():
        seconds = [d.seconds for d in all]
        print_to(
            f"  {name:<10} {median[name]:8.2f} {min(seconds):7.2f} {max(seconds):7.2f}"
            f" {max(d.peak_mb for d in all):8} {median[name] / median['local']:8.2f}"
        )
    ratio = median["lakefs"] / median["local"]
    share = max(d.links_seconds / d.seconds for d in found["lakefs"])
    links = found["lakefs"][0].links
    print_to(f"  lakefs against local: {ratio:.2f}, target at most {TARGET}: {met(ratio <= TARGET)}")
    print_to(
        f"  {links} links took at most {share:.1%} of a run, target at most"
        f" {LARGEST_SHARE_OF_LINKS:.0%}: {met(share <= LARGEST_SHARE_OF_LINKS)}"
    )


def met(yes):
    return "met" if yes else "MISSED"


def synthetic(folder, datasets, rows, revision):
    """A delivery of equal datasets, every one of which differs from its earlier revision."""
    fresh(folder).mkdir(parents=True)
    contents = ["dataset,column,type"]
    for number in range(1, datasets + 1):
        name = "dm" if number == 1 else f"x{number:02}"
        contents += [f"{name},USUBJID,string", f"{name},SITEID,string"]
        contents += [f"{name},VISITNUM,double", f"{name},VALUE,double"]
        with open(folder / f"{name}.csv", "w") as file:
            file.write("USUBJID,SITEID,VISITNUM,VALUE\n")
            for row in range(rows):
                file.write(f"P{row % 50:03},S{row % 5},{row // 50},{revision}\n")
    (folder / "contents.csv").write_text("\n".join(contents) + "\n")
    return folder


def calls(arguments, exports, print_to):
    """Calls of lakeFS of one delivery, against what may make it more."""
    lake = Lake("lakefs", exports, arguments.heap)
    data = WORK / "data" / "calls"

    def line(what, delivered):
        print_to(
            f"  {what:<24} {delivered.all_calls():6} {delivered.calls_for_links():6}"
            f" {delivered.all_calls() - delivered.calls_for_links():6} {delivered.links:6}"
        )

    def header(title):
        print_to(f"\ncalls of lakeFS: {title}")
        print_to(f"  {'':<24} {'calls':>6} {'links':>6} {'others':>6} {'files':>6}")

    header("by datasets, first delivery of a study")
    lake.clear()
    others = {}
    for datasets in (1, 2, 4, 8, 16):
        study = f"datasets-{datasets}"
        lake.init(study)
        delivered = lake.deliver(synthetic(data, datasets, 50, 1), study, "d1")
        others[datasets] = delivered
        line(f"{datasets} datasets", delivered)
    slope = (others[16].all_calls() - others[8].all_calls()) / 8
    print_to(f"  each further dataset: {slope:.1f} calls")
    print_to("  16 datasets by call:")
    for call, count in sorted(others[16].calls.items(), key=lambda c: -c[1]):
        print_to(f"    {count:6}  {call}")

    header("by data files, 4 datasets, first delivery of a study")
    size = 20_000
    for files in (1, 2, 4, 8):
        study = f"files-{files}"
        lake.init(study)
        # Spark splits a file at so many bytes; each part becomes a data file.
        bytes_of_one = (synthetic(data, 4, size, 1) / "dm.csv").stat().st_size
        line(
            f"files in {files} parts",
            lake.deliver(
                data,
                study,
                "d1",
                f'-Dstudylake.spark.conf."spark.sql.files.maxPartitionBytes"={-(-bytes_of_one // files)}',
                '-Dstudylake.spark.conf."spark.sql.files.openCostInBytes"=1',
            ),
        )

    header("by history, 4 datasets that all change")
    lake.init("history")
    for delivery in range(1, 11):
        delivered = lake.deliver(
            synthetic(data, 4, 50, delivery), "history", f"d{delivery:02}"
        )
        if delivery in (1, 2, 5, 10):
            line(f"delivery {delivery}", delivered)
    line("delivery 10 again", lake.deliver(data, "history", "d10"))


class Server:
    """The few calls of lakeFS that the benchmark makes itself."""

    def __init__(self, exports):
        self.api = exports["STUDYLAKE_LAKEFS_ENDPOINT"] + "/api/v1"
        self.namespace = exports["STUDYLAKE_LAKEFS_STORAGE_NAMESPACE"]
        user = (
            exports["STUDYLAKE_LAKEFS_ACCESS_KEY_ID"]
            + ":"
            + exports["STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY"]
        )
        self.authorization = "Basic " + base64.b64encode(user.encode()).decode()

    def post(self, path, body, kind="application/json"):
        request = urllib.request.Request(
            self.api + path,
            data=body if isinstance(body, bytes) else json.dumps(body).encode(),
            headers={"Authorization": self.authorization, "Content-Type": kind},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            raise Failure(f"Cannot post {path}: {error.code} {error.read().decode()}") from error


def branches(arguments, exports, print_to):
    """Seconds until a branch is there, on studies of several sizes."""
    server = Server(exports)
    print_to("\nbranch creation, median and greatest of 50")
    for objects in (10, 1_000, 5_000):
        repository = f"branches-{objects}"
        server.post(
            "/repositories",
            {"name": repository, "storage_namespace": f"{server.namespace}/{repository}"},
        )
        home = f"/repositories/{repository}"
        paths = [f"tables/raw/t{number % 500}/{number:06}.json" for number in range(objects)]
        with ThreadPoolExecutor(8) as several:
            stage = f"{home}/branches/main/objects?path="
            list(several.map(lambda p: server.post(stage + p, b"{}", "text/plain"), paths))
        server.post(f"{home}/branches/main/commits", {"message": f"{objects} objects"})
        seconds = []
        for number in range(50):
            start = time.perf_counter()
            server.post(f"{home}/branches", {"name": f"b{number}", "source": "main"})
            seconds.append(time.perf_counter() - start)
        print_to(
            f"  {objects:6,} objects  {statistics.median(seconds) * 1000:6.1f} ms"
            f"  {max(seconds) * 1000:6.1f} ms"
        )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--data",
        type=Path,
        default=PROJECT / "testdata" / "cdiscpilot01",
        help="folder of the study that holds the delivery d4 (default: the test study)",
    )
    parser.add_argument("--scenarios", type=choice(SCENARIOS), default=SCENARIOS)
    parser.add_argument("--rounds", type=int, default=3, help="of the scenario overhead")
    parser.add_argument("--heap", default="4g", help="of the JVM")
    parser.add_argument("--cores", type=int, default=2, help="that all programs are kept to")
    return parser.parse_args()


def run(arguments):
    if not (arguments.data / "d4" / "contents.csv").exists():
        raise Failure(f"Cannot read {arguments.data / 'd4'}: it holds no contents.csv.")
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.cores])
    measure("studylake-version", [COMMAND, "--version"])
    print_machine()
    print(f"run       {arguments.rounds} rounds, heap {arguments.heap}")
    scenarios = {"overhead": overhead, "calls": calls, "branches": branches}
    with servers() as exports:
        for scenario in arguments.scenarios:
            scenarios[scenario](arguments, exports, lambda text: print(text, flush=True))
    for left in ("data", "local", "local-s3", "lakefs"):
        shutil.rmtree(WORK / left, ignore_errors=True)


def main():
    try:
        run(parse_arguments())
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
