/** The delivered folder, its archive and its identity. */
package io.studylake.delivery;
