/** Small helps for messages to people. */
package io.studylake.text;
