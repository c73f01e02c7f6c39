/**
 * Surrogate keys: where natural keys are found, how they are normalised, which number a new one
 * gets.
 */
package io.studylake.keys;
