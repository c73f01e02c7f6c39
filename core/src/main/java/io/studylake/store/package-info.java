/** Opening version stores: the one place that knows every implementation. */
package io.studylake.store;
