package io.studylake.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.testing.Sparks;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  @Test
  void blanksAreTrimmedAndCollapsedAndNothingElseChanges() {
    assertThat(
            texts(
                "  01-001 ",
                "WEEK  2",
                "WEEK    2",
                "WEEK 2",
                "Week 2",
                "007",
                "7",
                "3.10",
                "a\tb"))
        .containsExactly(
            "01-001", "WEEK 2", "WEEK 2", "WEEK 2", "Week 2", "007", "7", "3.10", "a\tb");
  }

  @Test
  void aBlankTextIsNull() {
    assertThat(texts("", "   ", null)).containsExactly(null, null, null);
  }

  @Test
  void aNumberIsItsCanonicalText() {
    assertThat(
            Sparks.session()
                .createDataset(
                    Arrays.asList(Double.valueOf("3.1000000000000001"), 3.0, null),
                    Encoders.DOUBLE())
                .toDF("visitnum")
                .select(Normalisation.text("visitnum", DataTypes.DoubleType))
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("3.1", "3", null);
  }

  private static List<String> texts(String... values) {
    return Sparks.session()
        .createDataset(Arrays.asList(values), Encoders.STRING())
        .toDF("usubjid")
        .select(Normalisation.text("usubjid", DataTypes.StringType))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
