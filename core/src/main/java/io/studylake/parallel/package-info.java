/** Doing several things at the same time. */
package io.studylake.parallel;
