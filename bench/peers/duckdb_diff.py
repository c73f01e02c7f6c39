#!/usr/bin/env python3
"""The same comparison in DuckDB: EXCEPT ALL of two deliveries, dataset by dataset.

    duckdb_diff.py DATABASE [LEFT RIGHT]

Loads every CSV of the folders LEFT and RIGHT, where they are named, with the types of their
contents.csv into the schemas l and r of the file DATABASE (:memory: for none), else takes what
was loaded there. Rows are compared over the columns that both have under one name and with one
type. Prints one line of JSON: by dataset the rows before, after, added and removed.
"""
import json
import sys

import duckdb
from duckdb_map import THREADS, header_of, read_contents


def load(database, schema, folder):
    database.execute(f"CREATE SCHEMA {schema}")
    for dataset, columns in read_contents(folder).items():
        path = f"{folder}/{dataset}.csv"
        struct = ", ".join(f"'{name}': '{columns[name]}'" for name in header_of(path))
        database.execute(
            f"""
            CREATE TABLE {schema}.{dataset} AS
            SELECT * FROM read_csv('{path}', auto_detect = false, header = true, delim = ',',
                                   quote = '"', escape = '"', columns = {{{struct}}})
            """
        )


def columns_of(database, schema):
    """dataset -> the names and types of its columns."""
    found = {}
    for dataset, column, kind in database.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = ? ORDER BY ordinal_position",
        [schema],
    ).fetchall():
        found.setdefault(dataset, []).append((column, kind))
    return found


def compare(database):
    left, right = columns_of(database, "l"), columns_of(database, "r")
    answer = {}
    for dataset in sorted(set(left) & set(right)):
        names = ", ".join(f'"{c[0]}"' for c in left[dataset] if c in right[dataset])
        # One direction tells both: what the left has and the right too is as many on either side.
        before, after, removed = database.execute(
            f"""
            SELECT (SELECT count(*) FROM l.{dataset}), (SELECT count(*) FROM r.{dataset}),
                   (SELECT count(*) FROM (SELECT {names} FROM l.{dataset}
                                          EXCEPT ALL SELECT {names} FROM r.{dataset}))
            """
        ).fetchone()
        answer[dataset] = {
            "before": before,
            "after": after,
            "added": after - (before - removed),
            "removed": removed,
        }
    return answer


def main():
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    database = duckdb.connect(
        sys.argv[1], config={"threads": THREADS, "preserve_insertion_order": False}
    )
    if len(sys.argv) == 4:
        load(database, "l", sys.argv[2])
        load(database, "r", sys.argv[3])
    print(json.dumps(compare(database)))
    database.close()


if __name__ == "__main__":
    main()
