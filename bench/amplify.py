#!/usr/bin/env python3
"""Make a delivery larger for the benchmark: as many sites and patients, over and over.

    amplify.py DELIVERY OUT COPIES

Writes COPIES copies of every record that belongs to a patient. The first copy is the record
as it stands; copy k has `k-` before USUBJID and SUBJID and three digits of k behind SITEID,
so patients, visits and locations multiply too. Datasets without patients are written once.
NOBS in contents.csv agrees. The same input gives the same bytes.
"""
import csv
import os
import sys

PATIENT_COLUMNS = ("USUBJID", "SUBJID")
SITE_COLUMNS = ("SITEID",)


def amplified(header, rows, copies):
    patient = [i for i, name in enumerate(header) if name.upper() in PATIENT_COLUMNS]
    site = [i for i, name in enumerate(header) if name.upper() in SITE_COLUMNS]
    yield from rows
    if not patient:
        return
    for copy in range(1, copies):
        for row in rows:
            row = row.copy()
            for i in patient:
                row[i] = row[i] and f"{copy}-{row[i]}"
            for i in site:
                row[i] = row[i] and f"{row[i]}{copy:03d}"
            yield row


def amplify(source, out, copies):
    """Writes the folder OUT and returns the number of its rows."""
    os.makedirs(out)
    with open(f"{source}/contents.csv", encoding="utf-8", newline="") as file:
        contents = csv.DictReader(file)
        columns, described = contents.fieldnames, list(contents)
    observations = {}
    for dataset in sorted({row["MEMNAME"] for row in described}):
        name = f"{dataset.lower()}.csv"
        with open(f"{source}/{name}", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        with open(f"{out}/{name}", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            count = 0
            for row in amplified(header, rows, copies):
                writer.writerow(row)
                count += 1
        observations[dataset] = count
    with open(f"{out}/contents.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        for row in described:
            writer.writerow({**row, "NOBS": observations[row["MEMNAME"]]})
    return sum(observations.values())


def correct_one_cell(source, out):
    """Writes the folder OUT: SOURCE with one cell of ds.csv changed, all else hard links."""
    os.makedirs(out)
    for name in os.listdir(source):
        if name != "ds.csv":
            os.link(f"{source}/{name}", f"{out}/{name}")
    with open(f"{source}/ds.csv", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    rows[0][header.index("DSTERM")] += " (CORRECTED)"
    with open(f"{out}/ds.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    print(amplify(sys.argv[1], sys.argv[2], int(sys.argv[3])), "rows")


if __name__ == "__main__":
    main()
