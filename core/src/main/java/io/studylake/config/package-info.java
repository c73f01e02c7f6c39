/**
 * The configuration: one record per concern, read from {@code reference.conf} and what overrides
 * it.
 */
package io.studylake.config;
