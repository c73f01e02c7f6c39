import org.apache.spark.sql.SparkSession;

/**
 * The least that a Spark job with an Iceberg table can do: open a session, create a table of one
 * row in the folder given as argument, stop. What any such job pays before its own work begins.
 */
public final class SmallestProgram {
  private SmallestProgram() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("smallest")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.catalog.smallest", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.smallest.type", "hadoop")
            .config("spark.sql.catalog.smallest.warehouse", arguments[0])
            .getOrCreate();
    spark.range(1).writeTo("smallest.db.one_row").using("iceberg").create();
    spark.stop();
  }
}
