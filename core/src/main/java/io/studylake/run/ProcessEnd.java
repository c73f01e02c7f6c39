package io.studylake.run;

/** Whether this process is about to end: somebody pressed Ctrl-C, or a scheduler stopped it. */
public final class ProcessEnd {
  private ProcessEnd() {}

  /**
   * Whether the end has begun: threads are refused then, and whatever fails fails because of it.
   */
  public static boolean begun() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
