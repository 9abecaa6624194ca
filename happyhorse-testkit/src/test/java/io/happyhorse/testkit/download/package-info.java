/**
 * Downloads of a fake gateway's videos in memory: the core's downloader over the test kit's source, without sockets. They are in this module because the core does not depend on the test kit and the tests do not need the adapter.
 */
@NullMarked
package io.happyhorse.testkit.download;

import org.jspecify.annotations.NullMarked;
