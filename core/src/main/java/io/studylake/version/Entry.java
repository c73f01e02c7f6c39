package io.studylake.version;

import java.util.Optional;

/**
 * One path of a view.
 *
 * @param path the path, parts separated by slashes, no slash in front
 * @param target where the content lies when the entry is a link
 */
public record Entry(String path, Optional<Link> target) {}
