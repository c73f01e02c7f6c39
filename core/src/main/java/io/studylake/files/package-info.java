/** Files and folders that survive a power loss. */
package io.studylake.files;
