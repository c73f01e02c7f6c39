package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkBuildInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkHomeTest {
  @TempDir private Path folder;

  @Test
  void theSparkThatSparkHomeNamesIsTaken() throws IOException {
    jar("spark-core_2.13-%s.jar".formatted(SparkBuildInfo.spark_version()));

    SparkHome spark = SparkHome.find(Map.of("SPARK_HOME", folder.toString()));

    assertThat(spark.program("spark-shell")).isEqualTo(folder.resolve("bin/spark-shell"));
    assertThat(spark.packages()).isEmpty();
  }

  @Test
  void aSparkOfAnotherVersionIsRefusedWithWords() throws IOException {
    jar("spark-core_2.12-3.5.1.jar");

    assertThatThrownBy(() -> SparkHome.find(Map.of("SPARK_HOME", folder.toString())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot start a shell: the Spark in %s is 3.5.1 (Scala 2.12), but studylake is made for Spark 4.1 (Scala 2.13). Set SPARK_HOME to a Spark 4.1 (Scala 2.13), or get one: pip install pyspark==%s",
            folder, SparkBuildInfo.spark_version());
  }

  @Test
  void aFolderWithoutSparkIsRefused() {
    assertThatThrownBy(() -> SparkHome.find(Map.of("SPARK_HOME", folder.toString())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Cannot start a shell: %s holds no Spark (no jars/spark-core_*.jar). Set SPARK_HOME to",
            folder);
  }

  @Test
  void withoutSparkHomeAndWithoutPythonItSaysHowToGetASpark() {
    assertThatThrownBy(() -> SparkHome.find(Map.of("PYSPARK_PYTHON", folder + "/no-python")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Cannot start a shell: SPARK_HOME is not set, and Python has no pyspark. Set SPARK_HOME"
                + " to a Spark 4.1 (Scala 2.13), or get one: pip install pyspark==4.1.");
  }

  @Test
  void theSparkOfPythonsPackageIsTakenWhereSparkHomeNamesNone() throws IOException {
    jar("spark-core_2.13-%s.jar".formatted(SparkBuildInfo.spark_version()));
    Files.createFile(folder.resolve("__init__.py"));
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\necho '%s'\n".formatted(folder));
    assertThat(python.toFile().setExecutable(true)).isTrue();

    SparkHome spark = SparkHome.find(Map.of("PYSPARK_PYTHON", python.toString()));

    assertThat(spark.folder()).isEqualTo(folder);
    assertThat(spark.packages()).contains(folder.getParent());
  }

  private void jar(String name) throws IOException {
    Files.createFile(Files.createDirectories(folder.resolve("jars")).resolve(name));
  }
}
