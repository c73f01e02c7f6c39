# What a pyspark of `studylake shell --python` begins with.
import studylake

study = studylake.of_shell(spark)  # noqa: F821
at, compare, log, pins, refresh, refs, tables = (
    study.at, study.compare, study.log, study.pins, study.refresh, study.refs, study.tables)
print(study.greeting())
