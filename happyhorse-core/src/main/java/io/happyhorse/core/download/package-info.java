/**
 * Downloads videos before their links expire. Start with {@link io.happyhorse.core.download.VideoDownloader}.
 */
@NullMarked
package io.happyhorse.core.download;

import org.jspecify.annotations.NullMarked;
