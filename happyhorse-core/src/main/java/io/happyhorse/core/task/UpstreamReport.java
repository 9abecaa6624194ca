package io.happyhorse.core.task;

import org.jspecify.annotations.Nullable;

/**
 * The upstream's (DashScope's) last report to the gateway ({@code data.data}). It may be stale, malformed or absent, and never
 * decides the status of the task.
 *
 * @param taskId the upstream's own id, which differs from the task's ({@code output.task_id})
 * @param status the upstream's status of its job ({@code output.task_status})
 * @param submittedAt when the upstream accepted the job ({@code output.submit_time})
 * @param scheduledAt when it began ({@code output.scheduled_time})
 * @param endedAt when it ended ({@code output.end_time}); the gateway notices some seconds later
 * @param prompt the prompt as the upstream received it ({@code output.orig_prompt}); {@link #toString()} does not show it
 * @param videoLink the upstream's link ({@code output.video_url}), normally the link of the task
 * @param requestId the upstream's request id ({@code request_id}), for its support
 * @param usage what was produced and is billed ({@code usage}); null until the end
 */
public record UpstreamReport(
    @Nullable String taskId,
    @Nullable UpstreamStatus status,
    @Nullable UpstreamTime submittedAt,
    @Nullable UpstreamTime scheduledAt,
    @Nullable UpstreamTime endedAt,
    @Nullable String prompt,
    @Nullable ResultLink videoLink,
    @Nullable String requestId,
    @Nullable Usage usage) {
  /** Returns the upstream's id and status, without the prompt and the link. */
  @Override
  public String toString() {
    return "UpstreamReport[" + Redactor.line(String.valueOf(taskId)) + " " + status + "]";
  }
}
