/** The base tables: each raw table with its surrogate keys. */
package io.studylake.base;
