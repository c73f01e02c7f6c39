/**
 * Notices of the processes that are at work on a study, so that no other process takes away what
 * they need.
 */
package io.studylake.running;
