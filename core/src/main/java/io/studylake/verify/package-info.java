/** Whether what a ref shows is all there, down to the files, and where {@code main} came from. */
package io.studylake.verify;
