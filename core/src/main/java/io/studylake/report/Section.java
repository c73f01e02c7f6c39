package io.studylake.report;

/** One section of the page. */
interface Section {
  /** What links name it by. */
  String id();

  /** Its heading. */
  String title();

  /** Writes what stands below its heading. */
  void write(DeliveryPage page, Html html);
}
