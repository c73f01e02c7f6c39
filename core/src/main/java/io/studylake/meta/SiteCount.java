package io.studylake.meta;

import java.util.OptionalLong;

/**
 * How many patients of a delivery are at a site.
 *
 * @param key the site's surrogate key; empty for patients whose site is not known
 * @param name its natural key; empty when it is not known
 * @param patients how many
 */
public record SiteCount(OptionalLong key, String name, long patients) {}
