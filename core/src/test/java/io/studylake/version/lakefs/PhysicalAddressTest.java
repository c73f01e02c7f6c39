package io.studylake.version.lakefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhysicalAddressTest {
  @ParameterizedTest
  @CsvSource({
    "s3a://lake/pilot/archive/ab, s3://lake/pilot/archive/ab",
    "s3n://lake/pilot/archive/ab, s3://lake/pilot/archive/ab",
    "s3://lake/pilot/archive/ab, s3://lake/pilot/archive/ab",
  })
  void anAddressOnS3IsLakefssOwn(String address, String physical) {
    assertThat(PhysicalAddress.of(address, "s3://other/lakefs/pilot")).isEqualTo(physical);
  }

  @ParameterizedTest
  @CsvSource({
    "abfss://lake@acme.dfs.core.windows.net/pilot/ab, https://acme.blob.core.windows.net/lake/pilot/ab",
    "wasbs://lake@acme.blob.core.windows.net/pilot/ab, https://acme.blob.core.windows.net/lake/pilot/ab",
    "wasb://lake@acme.blob.core.usgovcloudapi.net/ab, https://acme.blob.core.usgovcloudapi.net/lake/ab",
    "wasb://lake@devstoreaccount1/pilot/ab, https://devstoreaccount1.blob.core.windows.net/lake/pilot/ab",
  })
  void anAddressOnAzureIsItsBlob(String address, String physical) {
    assertThat(PhysicalAddress.of(address, "https://acme.blob.core.windows.net/lake/lakefs"))
        .isEqualTo(physical);
  }

  @Test
  void anAddressInAnotherKindOfStoreIsRefused() {
    assertThatThrownBy(() -> PhysicalAddress.of("file:///lake/ab", "s3://lake/lakefs/pilot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot link file:///lake/ab: the lakeFS repository keeps its objects at"
                + " s3://lake/lakefs/pilot and reads no other kind of store. Set studylake.warehouse"
                + " to an address in the same object store.");
  }

  @Test
  void anAddressAmongTheRepositorysOwnObjectsIsRefused() {
    assertThatThrownBy(
            () -> PhysicalAddress.of("s3a://lake/lakefs/pilot/w/ab", "s3://lake/lakefs/pilot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot link s3a://lake/lakefs/pilot/w/ab: it lies inside s3://lake/lakefs/pilot, ")
        .hasMessageEndingWith("Set studylake.warehouse to a place outside.");
    assertThat(PhysicalAddress.of("s3a://lake/lakefs/pilot2/ab", "s3://lake/lakefs/pilot"))
        .isEqualTo("s3://lake/lakefs/pilot2/ab");
  }
}
