#!/usr/bin/env python3
"""The same work in DuckDB: a database file with mapping tables.

    duckdb_map.py DELIVERY DATABASE

Loads every CSV of the folder DELIVERY with the types of contents.csv into raw.<dataset>,
gives running numbers to natural keys that keys.patient, keys.visit and keys.location don't
have yet, and joins base.<dataset>. Every delivery replaces all raw and base tables; the
mapping tables in the file DATABASE stay. Prints one line of JSON.
"""
import csv
import json
import resource
import sys
import time

import duckdb

THREADS = 2


def read_contents(folder):
    """dataset -> column -> DuckDB type; TYPE is 1 for numeric and 2 for char."""
    types = {}
    with open(f"{folder}/contents.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = "DOUBLE" if row["TYPE"] == "1" else "VARCHAR"
            types.setdefault(row["MEMNAME"].lower(), {})[row["NAME"]] = kind
    return types


def header_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def load_raw(database, folder, types):
    for dataset, columns in types.items():
        path = f"{folder}/{dataset}.csv"
        struct = ", ".join(f"'{name}': '{columns[name]}'" for name in header_of(path))
        database.execute(
            f"""
            CREATE OR REPLACE TABLE raw.{dataset} AS
            SELECT * FROM read_csv('{path}', auto_detect = false, header = true, delim = ',',
                                   quote = '"', escape = '"', columns = {{{struct}}})
            """
        )


def extend_keys(database, types):
    def distinct(columns):
        sources = [t for t in types if all(column in types[t] for column in columns)]
        names = ", ".join(columns)
        not_null = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        return " UNION ".join(
            f"SELECT DISTINCT {names} FROM raw.{t} WHERE {not_null}" for t in sources
        )

    for entity, columns in (
        ("patient", ["usubjid"]),
        ("visit", ["usubjid", "visitnum"]),
        ("location", ["siteid"]),
    ):
        names = ", ".join(columns)
        upper = [column.upper() for column in columns]
        database.execute(
            f"""
            INSERT INTO keys.{entity}
            SELECT {names},
                   (SELECT coalesce(max({entity}_key), 0) FROM keys.{entity})
                     + row_number() OVER (ORDER BY {names})
            FROM ({distinct(upper)}) delivered
            ANTI JOIN keys.{entity} USING ({names})
            """
        )


def join_base(database, types):
    for dataset, columns in types.items():
        visit = "visit_key" if "VISITNUM" in columns else "NULL::BIGINT"
        visit_join = (
            "LEFT JOIN keys.visit USING (usubjid, visitnum)" if "VISITNUM" in columns else ""
        )
        location_join = (
            "LEFT JOIN keys.location USING (siteid)"
            if "SITEID" in columns
            else """LEFT JOIN (SELECT usubjid, location_key
                               FROM raw.dm JOIN keys.location USING (siteid)) USING (usubjid)"""
        )
        database.execute(
            f"""
            CREATE OR REPLACE TABLE base.{dataset} AS
            SELECT delivered.*, patient_key, {visit} AS visit_key, location_key
            FROM raw.{dataset} delivered
            LEFT JOIN keys.patient USING (usubjid) {visit_join} {location_join}
            """
        )


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, path = sys.argv[1:]

    start = time.perf_counter()
    # Each statement is its own transaction and rows may change their order: both are faster
    # than DuckDB's defaults for one large load.
    database = duckdb.connect(
        path, config={"threads": THREADS, "preserve_insertion_order": False}
    )
    for schema in ("raw", "keys", "base"):
        database.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    database.execute(
        """
        CREATE TABLE IF NOT EXISTS keys.patient (usubjid VARCHAR, patient_key BIGINT);
        CREATE TABLE IF NOT EXISTS keys.visit (usubjid VARCHAR, visitnum DOUBLE, visit_key BIGINT);
        CREATE TABLE IF NOT EXISTS keys.location (siteid VARCHAR, location_key BIGINT);
        """
    )
    types = read_contents(folder)
    load_raw(database, folder, types)
    raw = time.perf_counter()
    extend_keys(database, types)
    keys = time.perf_counter()
    join_base(database, types)
    database.execute("CHECKPOINT")
    base = time.perf_counter()

    def count(table):
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    rows = sum(count(f"base.{dataset}") for dataset in types)
    members = {f"{entity}s": count(f"keys.{entity}") for entity in ("patient", "visit", "location")}
    database.close()
    print(
        json.dumps(
            {
                "program": "duckdb",
                "seconds": {
                    "raw": round(raw - start, 3),
                    "keys": round(keys - raw, 3),
                    "base": round(base - keys, 3),
                    "total": round(base - start, 3),
                },
                "rows": rows,
                "keys": members,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
