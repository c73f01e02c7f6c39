package io.studylake.version;

import java.util.Optional;

/**
 * One path of a view.
 *
 * @param path the path, parts separated by slashes, no slash in front
 * @param target where the content lies when the entry is a link
 * @param contentId what tells contents apart: entries of equal ids hold the same bytes, on any ref
 */
public record Entry(String path, Optional<Link> target, String contentId) {}
