/** What SAS writes: formats, numbers, dates, missing values. Knows nothing of files and tables. */
package io.studylake.sas;
