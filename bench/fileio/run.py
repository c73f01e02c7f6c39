#!/usr/bin/env python3
"""Measure Iceberg's two ways to files on S3 beside each other: HadoopFileIO over S3A, and S3FileIO.

    python3 bench/fileio/run.py [--rounds 5] [--turns 3]

Both write 40 files of 50 kB and 4 of 64 MB to a MinIO of this machine, read them whole, and read
ranges of the large ones as a Parquet reader does. A turn is one process of each, another one first
each time; it does all of it once to warm up and then so often as there are rounds.
"""
import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

HOME = Path(__file__).resolve().parent
PROJECT = HOME.parent.parent
WORK = HOME.parent / "work" / "fileio"
HADOOP = "org.apache.iceberg.hadoop.HadoopFileIO"
S3 = "org.apache.iceberg.aws.s3.S3FileIO"
KEYS = {"AWS_ACCESS_KEY_ID": "bench-fileio", "AWS_SECRET_ACCESS_KEY": "bench-fileio-secret"}


class Failure(Exception):
    """What stops the benchmark, as one message."""


def output(*command):
    done = subprocess.run([str(part) for part in command], cwd=PROJECT, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"Cannot run {command[0]}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def class_paths():
    """studylake's own for S3A; Iceberg with the bundle of the AWS SDK that it is published with."""
    target = PROJECT / "jobs" / "target"
    if not (target / "studylake.jar").exists():
        raise Failure("Cannot measure: run spark-submit/studylake --version once to build.")
    pom = (PROJECT / "pom.xml").read_text()
    version = re.search("<iceberg.version>(.*?)<", pom).group(1)
    repository = Path.home() / ".m2/repository/org/apache/iceberg"
    bundle = repository / f"iceberg-aws-bundle/{version}/iceberg-aws-bundle-{version}.jar"
    if not bundle.exists():
        output(
            "mvn", "-q", "-B", "dependency:get", "-Dtransitive=false",
            f"-Dartifact=org.apache.iceberg:iceberg-aws-bundle:{version}",
        )  # fmt: skip
    runtime = next(repository.glob(f"iceberg-spark-runtime-*/{version}/*.jar"))
    spark = (target / "spark.classpath").read_text().strip()
    return {HADOOP: f"{target / 'studylake.jar'}:{spark}", S3: f"{runtime}:{bundle}:{spark}"}


def start_minio(port):
    tools = dict(line.split("=", 1) for line in output("testenv/install", "servers").splitlines())
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "data" / "bench").mkdir(parents=True)
    server = subprocess.Popen(
        [tools["minio"], "server", "--quiet", "--address", f"127.0.0.1:{port}", WORK / "data"],
        env={
            **os.environ,
            "MINIO_ROOT_USER": KEYS["AWS_ACCESS_KEY_ID"],
            "MINIO_ROOT_PASSWORD": KEYS["AWS_SECRET_ACCESS_KEY"],
            "MINIO_BROWSER": "off",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/minio/health/ready")
            return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise Failure("Cannot measure: MinIO does not start.")


def measure(implementation, class_path, classes, port, rounds):
    done = subprocess.run(
        [
            "java", "-Xmx2g", f"-Dlog4j2.configurationFile={HOME / 'log4j2.properties'}",
            "-cp", f"{class_path}:{classes}", "FileIoBench", implementation, "s3a://bench/x", str(rounds),
        ],
        env={**os.environ, **KEYS, "AWS_ENDPOINT": f"http://127.0.0.1:{port}"},
        capture_output=True,
        text=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise Failure(f"Cannot measure {implementation}: {done.stderr[-2000:]}")
    return [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    paths = class_paths()
    port = free_port()
    server = start_minio(port)
    seconds = {HADOOP: defaultdict(list), S3: defaultdict(list)}
    try:
        classes = WORK / "classes"
        output("javac", "-cp", paths[HADOOP], "-d", classes, HOME / "FileIoBench.java")
        for turn in range(options.turns):
            order = [HADOOP, S3] if turn % 2 == 0 else [S3, HADOOP]
            for implementation in order:
                for phase, value in measure(
                    implementation, paths[implementation], classes, port, options.rounds
                ):
                    seconds[implementation][phase].append(float(value))
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(WORK, ignore_errors=True)
    print(f"{os.cpu_count()} cores, {options.turns} turns of {options.rounds} rounds, medians")
    print("| phase | HadoopFileIO on S3A, s | S3FileIO, s | ratio |\n|---|---|---|---|")
    totals = [0.0, 0.0]
    for phase in sorted(seconds[HADOOP]):
        hadoop, s3 = (statistics.median(seconds[i][phase]) for i in (HADOOP, S3))
        totals = [totals[0] + hadoop, totals[1] + s3]
        print(f"| {phase[2:]} | {hadoop:.3f} | {s3:.3f} | {hadoop / s3:.2f} |")
    print(f"| all | {totals[0]:.2f} | {totals[1]:.2f} | {totals[0] / totals[1]:.2f} |")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(str(failure))
