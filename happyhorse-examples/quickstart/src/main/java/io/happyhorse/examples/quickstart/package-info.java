/** The smallest useful program: copy it. */
package io.happyhorse.examples.quickstart;
