package io.studylake.delivery;

import java.nio.file.Path;
import java.util.List;

/** Opens a delivered folder in a process of its own, which may run as another user. */
final class OpenProcess {
  private OpenProcess() {}

  /** Takes the folder, and prints why it is refused. */
  public static void main(String[] arguments) {
    System.out.println(refusal(Path.of(arguments[0])));
  }

  static String refusal(Path folder) {
    try {
      return "opened "
          + SourceFolder.open(folder, new FileNames(List.of("contents.csv"), List.of(), ""))
              .datasets();
    } catch (CannotReadDeliveryException e) {
      return e.getMessage();
    }
  }
}
