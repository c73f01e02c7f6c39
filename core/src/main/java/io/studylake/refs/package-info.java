/**
 * The branches and tags of a study: what each is for, who made it, and which of them may go.
 *
 * <p>Main holds what is published, a run works on a branch of its own, and people make branches and
 * tags to try something or to keep it.
 */
package io.studylake.refs;
