#!/usr/bin/env python3
"""Cut the small test study out of the full one.

    python3 testdata/cut.py FULL_STUDY_FOLDER [OUT_FOLDER]

FULL_STUDY_FOLDER holds the deliveries d1 to d4 of the whole CDISC pilot study, OUT_FOLDER
defaults to the folder cdiscpilot01 beside this script and is written anew. The same input
gives the same bytes. Only whole records are taken, as they stand; NOBS in the contents is
the one value that is rewritten.

Patients: those with something to test (NAMED), one patient for each visit number, and for
each site the first patients of each delivery. Their DM, SV, AE, EX and DS rows are complete.
VS and LB keep a few tests per visit (KEPT_TESTS), at least one row of every visit, and every
row whose values a later delivery corrects.

manifest.json is computed from the files that were written, with the csv module alone, so
that it can stand against what the jobs compute.
"""
import csv
import hashlib
import io
import json
import os
import shutil
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

DELIVERIES = ["d1", "d2", "d3", "d4"]
DATASETS = ["dm", "sv", "ae", "vs", "lb", "ex", "ds"]
RECORD_KEY = {
    "DM": ["USUBJID"],
    "SV": ["USUBJID", "VISITNUM", "SVSTDTC"],
    "AE": ["USUBJID", "AESEQ"],
    "VS": ["USUBJID", "VSSEQ"],
    "LB": ["USUBJID", "LBSEQ"],
    "EX": ["USUBJID", "EXSEQ"],
    "DS": ["USUBJID", "DSSEQ"],
}
NAMED = {
    "01-701-1015": "VSSTRESN and AESEV corrected in d4",
    "01-701-1047": "visit 6.1 deleted from SV, LB and DS in d4",
    "01-701-1057": "deleted everywhere in d4",
    "01-701-1211": "died, DTHFL is Y",
    "01-702-1082": "moved from site 702 to 701 in d4, which leaves 702 without patients",
    "01-704-1010": "renumbered 01-704-9010 in d4",
    "01-711-1143": "two rows of SV for visit 9.2, with different dates",
    "01-714-1035": "in LB (d3, d4) without a row in DM or SV",
    "01-716-1298": "in SV of d1 without a row in DM, which comes with d2",
}
RENUMBERED = {"01-704-9010": "01-704-1010"}
KEPT_TESTS = {"vs": ("SYSBP", "TEMP", "WEIGHT"), "lb": ("ALT", "GLUC", "KETONES")}


def read(path):
    """The header and the records of one CSV file, each record as a dict."""
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, list(reader)


def write(path, header, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())


def load(folder):
    """delivery -> dataset -> (header, rows)"""
    return {
        delivery: {
            dataset: read(f"{folder}/{delivery}/{dataset}.csv")
            for dataset in DATASETS
            if os.path.exists(f"{folder}/{delivery}/{dataset}.csv")
        }
        for delivery in DELIVERIES
    }


def original(usubjid):
    return RENUMBERED.get(usubjid, usubjid)


def choose_patients(study):
    chosen = set(NAMED)
    visits = defaultdict(set)
    for _, rows in study["d3"].values():
        for row in rows:
            if row.get("VISITNUM"):
                visits[row["VISITNUM"]].add(row["USUBJID"])
    for visit in sorted(visits, key=Decimal):
        if not visits[visit] & chosen:
            chosen.add(min(visits[visit]))
    seen = set()
    for delivery, wanted in (("d1", 2), ("d2", 1), ("d3", 1)):
        by_site = defaultdict(list)
        for row in study[delivery]["dm"][1]:
            if row["USUBJID"] not in seen:
                by_site[row["SITEID"]].append(row["USUBJID"])
        seen.update(patient for site in by_site.values() for patient in site)
        for site in by_site.values():
            missing = wanted - len(chosen.intersection(site))
            chosen.update([p for p in sorted(site) if p not in chosen][: max(0, missing)])
    return chosen


def rows_to_keep(study, dataset, patients):
    """The (patient, sequence) pairs of VS or LB that are kept, the same in every delivery."""
    sequence, test = f"{dataset.upper()}SEQ", f"{dataset.upper()}TESTCD"
    keep, first_of_visit, visits_kept, earlier = set(), {}, set(), {}
    for delivery in DELIVERIES:
        for row in study[delivery].get(dataset, ([], []))[1]:
            patient = original(row["USUBJID"])
            if patient not in patients:
                continue
            key, visit = (patient, row[sequence]), (patient, row["VISITNUM"])
            values = {c: v for c, v in row.items() if c not in ("USUBJID", "VISIT")}
            before = earlier.get(key, values)
            corrected = any(before[c] != values[c] for c in before.keys() & values.keys())
            if row[test] in KEPT_TESTS[dataset] or corrected:
                keep.add(key)
                visits_kept.add(visit)
            first_of_visit.setdefault(visit, key)
            earlier[key] = values
    keep.update(key for visit, key in first_of_visit.items() if visit not in visits_kept)
    return keep


def cut(source, out):
    study = load(source)
    patients = choose_patients(study)
    keep = {dataset: rows_to_keep(study, dataset, patients) for dataset in KEPT_TESTS}
    for delivery in DELIVERIES:
        os.makedirs(f"{out}/{delivery}")
        observations = {}
        for dataset, (header, rows) in study[delivery].items():
            kept = [row for row in rows if original(row["USUBJID"]) in patients]
            if dataset in keep:
                sequence = f"{dataset.upper()}SEQ"
                kept = [
                    row
                    for row in kept
                    if (original(row["USUBJID"]), row[sequence]) in keep[dataset]
                ]
            write(f"{out}/{delivery}/{dataset}.csv", header, kept)
            observations[dataset.upper()] = len(kept)
        header, rows = read(f"{source}/{delivery}/contents.csv")
        for row in rows:
            row["NOBS"] = observations[row["MEMNAME"]]
        write(f"{out}/{delivery}/contents.csv", header, rows)
    os.makedirs(f"{out}/simple")
    shutil.copyfile(f"{source}/d3/contents_simple.csv", f"{out}/simple/contents_simple.csv")


def number(text):
    """A numeric part of a natural key: rounded half up to 4 decimals, plain notation."""
    value = Decimal(text).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize()
    return format(value + 0, "f")


def members(delivery):
    """Entity -> natural keys of one delivery, over all its datasets."""
    found = {"patients": set(), "visits": set(), "timepoints": set(), "locations": set()}
    for _, rows in delivery.values():
        for row in rows:
            patient = row["USUBJID"].strip()
            if patient:
                found["patients"].add(patient)
            if row.get("VISITNUM", "").strip():
                found["timepoints"].add(number(row["VISITNUM"]))
                if patient:
                    found["visits"].add((patient, number(row["VISITNUM"])))
            if row.get("SITEID", "").strip():
                found["locations"].add(row["SITEID"].strip())
    return found


def rows_without_key(delivery):
    """Dataset -> rows whose surrogate keys are null, when a delivery is judged by itself."""
    sited = {row["USUBJID"] for row in delivery["dm"][1] if row["SITEID"]}
    return {
        dataset.upper(): {
            "patient": sum(not row["USUBJID"] for row in rows),
            "visit": sum(not row.get("VISITNUM") for row in rows),
            "location": sum(
                not row.get("SITEID") and row["USUBJID"] not in sited for row in rows
            ),
        }
        for dataset, (_, rows) in delivery.items()
    }


def ambiguous_visits(delivery):
    dates = defaultdict(set)
    for row in delivery["sv"][1]:
        dates[row["USUBJID"], number(row["VISITNUM"])].add(row["SVSTDTC"])
    return sorted([*visit] for visit, found in dates.items() if len(found) > 1)


def difference(dataset, parent, child):
    """What changed between two deliveries of one dataset, by record key."""
    key = RECORD_KEY[dataset]
    columns = [c for c in parent[0] if c in child[0]]
    before = {tuple(row[k] for k in key): row for row in parent[1]}
    after = {tuple(row[k] for k in key): row for row in child[1]}
    assert len(before) == len(parent[1]) and len(after) == len(child[1]), dataset
    cells = {k: sum(before[k][c] != after[k][c] for c in columns) for k in before if k in after}
    return {
        "key": key,
        "rows_added": len(after.keys() - before.keys()),
        "rows_deleted": len(before.keys() - after.keys()),
        "rows_changed": sum(1 for n in cells.values() if n),
        "cells_changed": sum(cells.values()),
        "rows_same": sum(1 for n in cells.values() if not n),
        "columns_added": [c for c in child[0] if c not in parent[0]],
        "columns_removed": [c for c in parent[0] if c not in child[0]],
    }


def manifest(out):
    study = load(out)
    result = {"study": "CDISCPILOT01", "patients": NAMED, "deliveries": {}}
    ever = defaultdict(set)
    previous = before = None
    for name in DELIVERIES:
        delivery, now = study[name], members(study[name])
        with_subject_row = {row["USUBJID"] for row in delivery["dm"][1]}
        entry = {
            "datasets": {},
            "total_rows": sum(len(rows) for _, rows in delivery.values()),
            "contents_rows": len(read(f"{out}/{name}/contents.csv")[1]),
            "distinct": {entity: len(keys) for entity, keys in now.items()},
            "cumulative_distinct": {},
            "patients_without_DM_row": sorted(now["patients"] - with_subject_row),
            "ambiguous_visits": ambiguous_visits(delivery),
            "rows_without_key": rows_without_key(delivery),
        }
        for dataset, (header, rows) in delivery.items():
            with open(f"{out}/{name}/{dataset}.csv", "rb") as file:
                content = file.read()
            entry["datasets"][dataset.upper()] = {
                "file": f"{dataset}.csv",
                "rows": len(rows),
                "columns": len(header),
                "column_names": header,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "patients": len({row["USUBJID"] for row in rows}),
            }
        for entity, keys in now.items():
            entry["cumulative_distinct"][entity] = {
                "total": len(ever[entity] | keys),
                "first_seen_here": len(keys - ever[entity]),
            }
            ever[entity] |= keys
        if previous is not None:
            entry["vs_previous"] = {
                entity: {
                    "new": len(now[entity] - before[entity]),
                    "gone": len(before[entity] - now[entity]),
                }
                for entity in now
            }
            entry["diff"] = {
                dataset.upper(): difference(dataset.upper(), previous[dataset], table)
                if dataset in previous
                else {"dataset": "added", "rows_added": len(table[1])}
                for dataset, table in delivery.items()
            }
        result["deliveries"][name] = entry
        previous, before = delivery, now
    return result


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    here = os.path.dirname(os.path.abspath(__file__))
    out = sys.argv[2] if len(sys.argv) == 3 else os.path.join(here, "cdiscpilot01")
    shutil.rmtree(out, ignore_errors=True)
    cut(sys.argv[1], out)
    with open(f"{out}/manifest.json", "w", encoding="utf-8") as file:
        json.dump(manifest(out), file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
