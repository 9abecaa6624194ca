/**
 * Keeping a video before its link dies. Start with {@link io.happyhorse.core.download.VideoDownloader}.
 */
@NullMarked
package io.happyhorse.core.download;

import org.jspecify.annotations.NullMarked;
