/**
 * Downloads of a fake gateway's videos in memory: the core's downloader over the test kit's source, without sockets. They stand here
 * since the core cannot see the test kit, and the adapter plays no part in them.
 */
@NullMarked
package io.happyhorse.testkit.download;

import org.jspecify.annotations.NullMarked;
