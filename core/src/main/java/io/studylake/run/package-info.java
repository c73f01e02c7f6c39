/** The main job: one run of {@code deliver}, from the delivered folder to a published snapshot. */
package io.studylake.run;
