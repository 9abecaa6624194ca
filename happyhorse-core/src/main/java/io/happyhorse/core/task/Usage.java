package io.happyhorse.core.task;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was produced and what is billed ({@code data.data.usage}). Durations are in seconds. A value is null if absent.
 *
 * @param resolution the resolution tier that was generated, 720 or 1080 ({@code SR})
 * @param duration the seconds that are <em>billed</em>; for video-edit input and output together
 * @param inputVideoDuration the seconds of the input video: 0 for t2v, i2v and r2v, more for video-edit
 * @param outputVideoDuration the seconds of the video that was produced
 * @param ratio the aspect ratio, such as {@code 16:9}; given for t2v and r2v, absent for i2v and video-edit, whose ratio
 *     follows their input
 * @param videoCount the number of videos, always 1
 */
public record Usage(
    @Nullable Integer resolution,
    @Nullable BigDecimal duration,
    @Nullable BigDecimal inputVideoDuration,
    @Nullable BigDecimal outputVideoDuration,
    @Nullable String ratio,
    @Nullable Integer videoCount) {}
