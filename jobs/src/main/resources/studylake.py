"""The snapshots of a clinical study in pyspark and in notebooks.

    import sys
    sys.path.insert(0, "jobs/target/studylake.jar")   # Python imports from a jar as from a zip
    import studylake

    study = studylake.open("pilot")                  # starts Spark where no session is active
    study.tables("d1")
    study.at("d1").base("ae").show()
    study.sql("SELECT count(*) FROM study.d1.base.dm").show()

A thin cover of io.studylake.shell.Explorer, whose documentation holds. Each ref is read at one
commit from its first use on, until refresh(). What cannot be answered is a StudylakeError.
"""

import functools
import html
import os

__all__ = ["Facts", "Snapshot", "Study", "StudylakeError", "open", "of_shell", "session"]


class StudylakeError(Exception):
    """What studylake cannot do: why, and what to do."""


def _told(method):
    """Tells a failure in Java by its message alone."""

    @functools.wraps(method)
    def telling(*arguments, **named):
        from py4j.protocol import Py4JJavaError
        from pyspark.errors.exceptions.captured import CapturedException

        try:
            return method(*arguments, **named)
        except CapturedException as failure:
            message = str(failure)
        except Py4JJavaError as failure:
            message = failure.java_exception.getMessage() or failure.java_exception.toString()
        raise StudylakeError(message)

    return telling


class Facts:
    """A few rows to look at: printed aligned, shown as a table by a notebook."""

    def __init__(self, spark, facts):
        self._spark = spark
        self._facts = facts

    def toDF(self):
        """The same as a DataFrame of Spark."""
        return _frame(self._spark, self._facts.toDF())

    def toPandas(self):
        """The same as a DataFrame of pandas."""
        return self.toDF().toPandas()

    def __len__(self):
        return self._facts.size()

    def __repr__(self):
        return self._facts.toString().strip("\n")

    def _repr_html_(self):
        return "<pre>%s</pre>" % html.escape(repr(self))


class Snapshot:
    """A study as a ref showed it when it was asked for; stays at that commit."""

    def __init__(self, spark, snapshot):
        self._spark = spark
        self._snapshot = snapshot
        self.ref = snapshot.ref()
        self.commit = snapshot.commit()

    @_told
    def tables(self):
        """The datasets: rows, columns, and the delivery that last changed each."""
        return Facts(self._spark, self._snapshot.tables())

    @_told
    def table(self, name):
        """The rows of a table: "dm" is base.dm, any other by its namespace, "meta.deliveries"."""
        return _frame(self._spark, self._snapshot.table(name))

    @_told
    def base(self, dataset):
        """The rows of a dataset with their surrogate keys."""
        return _frame(self._spark, self._snapshot.base(dataset))

    @_told
    def raw(self, dataset):
        """The rows of a dataset as delivered, typed, each with its line in the file."""
        return _frame(self._spark, self._snapshot.raw(dataset))

    @_told
    def keys(self, entity):
        """The key map of an entity, "patient" for example."""
        return _frame(self._spark, self._snapshot.keys(entity))

    @_told
    def meta(self, table):
        """What is known of the deliveries: "deliveries", "columns", "problems"."""
        return _frame(self._spark, self._snapshot.meta(table))

    def __repr__(self):
        return self._snapshot.toString().strip("\n")


class Study:
    """One study in a Spark session, whose catalog `study` it is."""

    def __init__(self, spark, explorer):
        self.spark = spark
        self._explorer = explorer

    @_told
    def tables(self, ref="main"):
        """The datasets of a ref."""
        return Facts(self.spark, self._explorer.tables(ref))

    @_told
    def at(self, ref):
        """The study as a ref shows it: a branch, a tag (each delivery is one) or a commit."""
        return Snapshot(self.spark, self._explorer.at(ref))

    @_told
    def compare(self, left, right, table=None):
        """What two refs differ in, as the command diff finds it; with a table its rows.

        compare("d1", "d2")        a row for each table that differs: rows added and removed, what
                                   became of its columns
        compare("d1", "d2", "ae")  the rows of base.ae that one of the two alone has, as a
                                   DataFrame; _change says which: added are those of the right,
                                   removed those of the left. Costs more: each action on it reads
                                   the table whole on both refs, and shuffles its rows.
        """
        if table is None:
            return Facts(self.spark, self._explorer.compare(left, right))
        return _frame(self.spark, self._explorer.compare(left, right, table))

    def sql(self, query):
        """What a query gives; tables are study.`<ref>`.<namespace>.<table>."""
        return self.spark.sql(query)

    @_told
    def log(self, ref="main"):
        """The deliveries and other commits that led to a ref, newest first."""
        return Facts(self.spark, self._explorer.log(ref))

    @_told
    def refs(self):
        """The branches and tags as they are now, whatever this session reads."""
        return Facts(self.spark, self._explorer.refs())

    @_told
    def pins(self):
        """The refs that were read so far, and the commit that each is read at."""
        return Facts(self.spark, self._explorer.pins())

    @_told
    def refresh(self):
        """Reads each ref as it is now, from now on; says what moved."""
        return Facts(self.spark, self._explorer.refresh())

    def greeting(self):
        """The study, the commit that main is read at, and its datasets."""
        return self._explorer.greeting().strip("\n")

    def __repr__(self):
        return self._explorer.toString()


@_told
def open(study, settings=None, spark=None):  # noqa: A001
    """Opens a study that exists.

    study     its name
    settings  what -D sets for a command: {"studylake.local.path": "lake"}; over the environment
              and the configuration file that the commands read
    spark     a session with studylake.jar among its jars; else the active one, else a new one
    """
    from pyspark.sql import SparkSession

    spark = spark or SparkSession.getActiveSession() or session()
    return Study(spark, _explorer(spark).open(spark._jsparkSession, study, settings or {}))


@_told
def of_shell(spark):
    """Opens the study that `studylake shell` was started with."""
    return Study(spark, _explorer(spark).ofShell(spark._jsparkSession))


def session(**conf):
    """Starts a session of Spark on this machine, with the jar that this module came in.

    conf  further settings, with underscores for points: spark_driver_memory="4g"
    """
    import pyspark
    from pyspark.sql import SparkSession

    if not pyspark.__version__.startswith("4.1."):
        raise StudylakeError(
            "Cannot start Spark: this is pyspark %s, but studylake is made for 4.1."
            " Install it: pip install pyspark==4.1.3" % pyspark.__version__)
    jar = os.path.dirname(os.path.abspath(__file__))
    if not os.path.isfile(jar):
        raise StudylakeError(
            "Cannot start Spark: this module is not in studylake.jar. Build it (mvn -B -DskipTests"
            " package) and put jobs/target/studylake.jar into sys.path.")
    settings = {
        "spark.master": "local[*]",
        "spark.jars": jar,
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    settings.update({key.replace("_", "."): str(value) for key, value in conf.items()})
    # Spark then does not ask which of the machine's addresses it is to use, and warn of its choice.
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("studylake")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _explorer(spark):
    explorer = spark._jvm.io.studylake.shell.Explorer
    if not hasattr(explorer, "ofShell"):
        raise StudylakeError(
            "Cannot find studylake in this session of Spark: start it with --jars"
            " jobs/target/studylake.jar (spark.jars).")
    return explorer


def _frame(spark, frame):
    from pyspark.sql import DataFrame

    return DataFrame(frame, spark)
