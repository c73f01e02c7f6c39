/** What a run tells while it works. */
package io.studylake.progress;
