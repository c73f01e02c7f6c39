"""Reads one CSV file into a DuckDB table with explicit types, several times; the first warms up."""
import json
import sys
import time

import duckdb


def main(path, types, rounds):
    columns = json.loads(types)
    for round_ in range(rounds + 1):
        connection = duckdb.connect(config={"threads": 2, "preserve_insertion_order": False})
        start = time.perf_counter()
        connection.execute(
            "CREATE TABLE lb AS SELECT * FROM read_csv(?, header=true, delim=',', quote='\"',"
            " escape='\"', columns=?, auto_detect=false, null_padding=false)",
            [path, columns],
        )
        seconds = time.perf_counter() - start
        if round_ > 0:
            print(f"{seconds:.3f}", flush=True)
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
