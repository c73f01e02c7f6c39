#!/usr/bin/env python3
"""The proof of concept that studylake replaces: pandas and dictionaries.

    pandas_dict.py DELIVERY OUT [--state FILE]

Reads every CSV of the folder DELIVERY with the types of contents.csv, numbers patients,
visits and locations with dictionaries in memory, and writes each dataset with its three key
columns to OUT as Parquet, one dataset at a time and DM first, for its sites. --state keeps
the dictionaries from one delivery to the next. Prints one line of JSON.
"""
import argparse
import json
import os
import pickle
import resource
import time

import pandas as pd


def read_contents(folder):
    """dataset -> column -> pandas type; TYPE is 1 for numeric and 2 for char."""
    contents = pd.read_csv(f"{folder}/contents.csv", dtype=str, keep_default_na=False)
    types = {}
    for memname, name, kind in zip(contents.MEMNAME, contents.NAME, contents.TYPE):
        types.setdefault(memname.lower(), {})[name] = "float64" if kind == "1" else "str"
    return types


def extend(numbers, natural_keys):
    for key in natural_keys:
        if key not in numbers:
            numbers[key] = len(numbers) + 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("delivery")
    parser.add_argument("out")
    parser.add_argument("--state")
    arguments = parser.parse_args()
    patients, visits, locations = {}, {}, {}
    if arguments.state and os.path.exists(arguments.state):
        with open(arguments.state, "rb") as file:
            patients, visits, locations = pickle.load(file)
    os.makedirs(arguments.out, exist_ok=True)

    start = time.perf_counter()
    seconds, rows, site_of = {"raw": 0.0, "keys": 0.0, "base": 0.0}, 0, {}
    contents = read_contents(arguments.delivery)
    for dataset in sorted(contents, key=lambda name: name != "dm"):
        began = time.perf_counter()
        frame = pd.read_csv(
            f"{arguments.delivery}/{dataset}.csv",
            dtype=contents[dataset],
            keep_default_na=False,
            na_values=[""],
        )
        raw = time.perf_counter()

        extend(patients, frame.USUBJID.dropna().unique())
        if "VISITNUM" in frame:
            pairs = frame[["USUBJID", "VISITNUM"]].dropna().drop_duplicates()
            extend(visits, zip(pairs.USUBJID, pairs.VISITNUM))
        if "SITEID" in frame:
            extend(locations, frame.SITEID.dropna().unique())
        if dataset == "dm":
            site_of = dict(zip(frame.USUBJID, frame.SITEID))
        keys = time.perf_counter()

        site = frame.SITEID if "SITEID" in frame else frame.USUBJID.map(site_of)
        visit = (
            [visits.get(pair) for pair in zip(frame.USUBJID, frame.VISITNUM)]
            if "VISITNUM" in frame
            else None
        )
        frame["patient_key"] = frame.USUBJID.map(patients).astype("Int64")
        frame["visit_key"] = pd.Series(visit, index=frame.index, dtype="Int64")
        frame["location_key"] = site.map(locations).astype("Int64")
        frame.to_parquet(f"{arguments.out}/{dataset}.parquet", index=False)
        rows += len(frame)
        base = time.perf_counter()
        for phase, took in (("raw", raw - began), ("keys", keys - raw), ("base", base - keys)):
            seconds[phase] += took
    if arguments.state:
        with open(arguments.state, "wb") as file:
            pickle.dump((patients, visits, locations), file)
    seconds["total"] = time.perf_counter() - start

    print(
        json.dumps(
            {
                "program": "pandas",
                "seconds": {phase: round(took, 3) for phase, took in seconds.items()},
                "rows": rows,
                "keys": {
                    "patients": len(patients),
                    "visits": len(visits),
                    "locations": len(locations),
                },
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
