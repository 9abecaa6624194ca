/**
 * Keeping a video before its link dies. So far: {@link io.happyhorse.core.download.Crc64}, the checksum of the storage host.
 */
@NullMarked
package io.happyhorse.core.download;

import org.jspecify.annotations.NullMarked;
