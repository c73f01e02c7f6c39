package io.studylake.run;

import io.studylake.config.Configuration;
import io.studylake.delivery.Archive;
import io.studylake.delivery.Archives;
import io.studylake.delivery.DecompressionLimits;
import io.studylake.ingest.CsvDeliveryReader;
import io.studylake.ingest.DeliveryReader;
import io.studylake.ingest.ReaderConfiguration;
import io.studylake.ingest.ReaderSettings;

/**
 * How delivered files are kept and read: the one place that names the reader in use.
 *
 * @param settings how they are read
 * @param limits what a compressed file may become
 * @param archive where files are opened
 * @param reader what reads them
 */
record Reading(
    ReaderSettings settings, DecompressionLimits limits, Archive archive, DeliveryReader reader) {

  /** From the study's archive, which executors see as well. */
  static Reading archived(Workplace place) {
    return of(
        Archives.of(
            place.study().archive(),
            settings(place.configuration()).csv(),
            limits(place.configuration()),
            place.study().hadoop()),
        place.configuration());
  }

  /** From the delivered folder itself. */
  static Reading inPlace(Workplace place) {
    Configuration configuration = place.configuration();
    return of(
        Archives.inPlace(settings(configuration).csv(), limits(configuration)), configuration);
  }

  private static Reading of(Archive archive, Configuration configuration) {
    ReaderSettings settings = settings(configuration);
    return new Reading(
        settings,
        limits(configuration),
        archive,
        new CsvDeliveryReader(archive, settings, configuration.keys().roleColumns()));
  }

  private static ReaderSettings settings(Configuration configuration) {
    return ReaderConfiguration.settings(configuration.delivery(), configuration.problems());
  }

  private static DecompressionLimits limits(Configuration configuration) {
    return DecompressionLimits.of(configuration.delivery().mostDecompressed());
  }
}
