package io.studylake.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user asks of the command deliver.
 *
 * @param folder the delivered folder
 * @param delivery the delivery's name
 * @param from the published snapshot whose data the run starts from; the head of {@code main} when
 *     empty
 * @param publish whether to publish; otherwise the run ends with a commit on its branch
 * @param replace whether other content under a name that is published makes a new revision
 */
public record DeliveryRequest(
    Path folder, String delivery, Optional<String> from, boolean publish, boolean replace) {}
