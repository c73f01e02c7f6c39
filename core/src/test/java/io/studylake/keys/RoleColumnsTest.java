package io.studylake.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.studylake.config.Configuration;
import io.studylake.config.KeysConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoleColumnsTest {
  private static RoleColumns choose(
      Map<String, String> overrides, Map<String, List<String>> datasets) {
    KeysConfig keys = Configuration.load(Optional.empty(), Map.of(), overrides).keys();
    return RoleColumns.choose(keys, datasets);
  }

  @Test
  void anSdtmDeliveryIsKeyedByUsubjidVisitnumAndSiteid() {
    RoleColumns roles =
        choose(
            Map.of(),
            Map.of(
                "dm", List.of("usubjid", "siteid"),
                "vs", List.of("usubjid", "visitnum", "visit")));

    assertThat(roles.preset()).isEqualTo("sdtm");
    assertThat(roles.columns())
        .containsOnly(
            entry("patient", "usubjid"), entry("visit", "visitnum"), entry("location", "siteid"));
    assertThat(roles.subjectDatasets()).containsExactly("dm", "adsl");
  }

  @Test
  void visitIsTakenOnlyWhenNoDatasetOfTheDeliveryHasVisitnum() {
    Map<String, List<String>> without = Map.of("vs", List.of("usubjid", "visit"));
    Map<String, List<String>> inAnother =
        Map.of("vs", List.of("usubjid", "visit"), "lb", List.of("usubjid", "visitnum"));

    assertThat(choose(Map.of(), without).columns()).containsEntry("visit", "visit");
    RoleColumns roles = choose(Map.of(), inAnother);
    assertThat(roles.columns()).containsEntry("visit", "visitnum");
    assertThat(roles.in(inAnother.get("vs"), "visit")).isEmpty();
    assertThat(roles.in(inAnother.get("lb"), "visit")).contains("visitnum");
  }

  @Test
  void aRaveDerivedDeliveryIsKeyedByItsFolderAndInstance() {
    RoleColumns roles =
        choose(
            Map.of(),
            Map.of("vs", List.of("subjectid", "foldername", "instancename", "siteid", "visitnum")));

    assertThat(roles.preset()).isEqualTo("rave-derived");
    assertThat(roles.columns())
        .containsOnly(
            entry("patient", "subjectid"),
            entry("visit", "foldername"),
            entry("repeat", "instancename"),
            entry("location", "siteid"));
    assertThat(roles.subjectDatasets()).containsExactly("dm", "demog", "subject", "enrol");
  }

  @Test
  void aPresetWithPatientAndVisitComesBeforeOneWithThePatientAlone() {
    assertThat(
            choose(Map.of(), Map.of("vs", List.of("usubjid", "subjectid", "foldername"))).preset())
        .isEqualTo("rave-derived");
    assertThat(choose(Map.of(), Map.of("dm", List.of("usubjid", "subjectid"))).preset())
        .isEqualTo("sdtm");
  }

  @Test
  void configuredColumnsComeBeforeThePresetsAndFallBackToThem() {
    Map<String, String> overrides =
        Map.of("studylake.keys.roles.patient.0", "SUBJID", "studylake.keys.roles.visit.0", "epoch");

    RoleColumns roles = choose(overrides, Map.of("vs", List.of("usubjid", "subjid", "visitnum")));

    assertThat(roles.columns())
        .containsEntry("patient", "subjid")
        .containsEntry("visit", "visitnum");
  }

  @Test
  void aNamedPresetIsUsedEvenWhenAnotherFitsToo() {
    Map<String, List<String>> both =
        Map.of("vs", List.of("usubjid", "visitnum", "subjectid", "foldername"));

    assertThat(choose(Map.of(), both).preset()).isEqualTo("sdtm");
    assertThat(choose(Map.of("studylake.keys.preset", "rave-derived"), both).preset())
        .isEqualTo("rave-derived");
  }

  @Test
  void withoutPatientColumnThereIsNoPreset() {
    RoleColumns roles = choose(Map.of(), Map.of("ti", List.of("ietestcd", "ietest")));

    assertThat(roles.preset()).isEqualTo("none");
    assertThat(roles.columns()).isEmpty();
  }

  @Test
  void anEntityNeedsItsRequiredRolesAndNamesMissingOptionalOnes() {
    KeysConfig keys = Configuration.load(Optional.empty(), Map.of(), Map.of()).keys();
    KeysConfig.Entity visit =
        keys.entities().stream().filter(e -> e.name().equals("visit")).findFirst().orElseThrow();
    RoleColumns roles =
        RoleColumns.choose(
            keys, Map.of("dm", List.of("usubjid"), "vs", List.of("usubjid", "visitnum")));

    assertThat(roles.known(visit)).isTrue();
    assertThat(roles.holds(List.of("usubjid", "visitnum"), visit)).isTrue();
    assertThat(roles.holds(List.of("usubjid"), visit)).isFalse();
    assertThat(roles.naturalKey(visit)).isEqualTo("usubjid,visitnum,-");
  }
}
