// What a spark-shell of `studylake shell` begins with.
val study = io.studylake.shell.Explorer.ofShell(spark)
import study.{at, compare, log, pins, refresh, refs, tables}
println(study.greeting)
