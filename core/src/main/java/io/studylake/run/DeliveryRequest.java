package io.studylake.run;

import io.studylake.gate.Acceptance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks of the commands deliver and replay.
 *
 * @param source where the files are
 * @param delivery the delivery's name
 * @param from the published snapshot whose data the run starts from; the head of {@code main} when
 *     empty
 * @param publish whether to publish; otherwise the run ends with a commit on its branch
 * @param replace whether other content under a name that is published makes a new revision; a
 *     replay always makes one
 * @param accepted what somebody accepts of what rules of the gate stop
 */
public record DeliveryRequest(
    DeliverySource source,
    String delivery,
    Optional<String> from,
    boolean publish,
    boolean replace,
    List<Acceptance> accepted) {
  /** Copies what is mutable. */
  public DeliveryRequest {
    accepted = List.copyOf(accepted);
  }

  /** A request to deliver a folder. */
  public DeliveryRequest(
      Path folder, String delivery, Optional<String> from, boolean publish, boolean replace) {
    this(new DeliverySource.Folder(folder), delivery, from, publish, replace, List.of());
  }

  /** A request to load a published delivery again from its archived files, and to publish it. */
  public static DeliveryRequest replay(DeliverySource.Archived source, String delivery) {
    return new DeliveryRequest(source, delivery, Optional.empty(), true, true, List.of());
  }

  /** The same request with what somebody accepts of what rules of the gate stop. */
  public DeliveryRequest accepting(List<Acceptance> acceptances) {
    return new DeliveryRequest(source, delivery, from, publish, replace, acceptances);
  }

  /** What the command does, in a word. */
  String verb() {
    return source instanceof DeliverySource.Archived ? "replay" : "deliver";
  }
}
