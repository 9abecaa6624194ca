package io.happyhorse.examples.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The numbers of waits, ends, videos and requests of a cluster, and its pause, as of one time.
 *
 * @param waiting the waits that have not ended
 * @param inFlight the waits that a node is polling
 * @param oldestDueSeconds how long the oldest due poll has been due; 0 if none is due
 * @param succeeded the ends with SUCCESS
 * @param failed the ends with FAILURE
 * @param gaveUp the waits that ended before their tasks finished
 * @param downloaded the downloaded videos
 * @param toDownload the videos that are not downloaded yet
 * @param toDeliver the ends that are not delivered to the sink yet
 * @param expiring the links that expire within 2 h, of videos that are not downloaded
 * @param requests the reserved slots of all gateways whose time has come: about the number of requests sent
 * @param pausedSeconds the remaining duration of the longest pause; 0 if there is none
 */
public record ClusterCounts(
    long waiting,
    long inFlight,
    double oldestDueSeconds,
    long succeeded,
    long failed,
    long gaveUp,
    long downloaded,
    long toDownload,
    long toDeliver,
    long expiring,
    long requests,
    double pausedSeconds) {
  private static final String SECONDS = "extract(epoch from %s)::double precision";

  static final String SQL =
      "with waits as (select count(*) total, count(*) filter (where picked) picked from video_wait),"
          + " due as (select coalesce(greatest("
          + SECONDS.formatted("clock_timestamp() - min(execution_time)")
          + ", 0), 0) seconds from video_wait where not picked and execution_time <= clock_timestamp()),"
          + " ends as (select count(*) filter (where outcome = 'SUCCESS') succeeded,"
          + "  count(*) filter (where outcome = 'FAILURE') failed,"
          + "  count(*) filter (where outcome = 'GAVE_UP') gave_up, count(downloaded_at) downloaded,"
          + "  count(*) filter (where downloaded_at is null and link_expires_at > clock_timestamp()"
          + "   and link_expires_at < clock_timestamp() + interval '2 hours') expiring from video_end),"
          + " budgets as (select coalesce(sum(slots - least(slots, greatest(0, ceil("
          + SECONDS.formatted("next_slot - clock_timestamp()")
          + " * per_second)))), 0)::bigint requests, coalesce(greatest("
          + SECONDS.formatted("max(paused_until) - clock_timestamp()")
          + ", 0), 0) paused_seconds from request_budget)"
          + " select waits.total, waits.picked, due.seconds, ends.succeeded, ends.failed, ends.gave_up,"
          + " ends.downloaded, (select count(*) from video_download), (select count(*) from video_delivery),"
          + " ends.expiring, budgets.requests, budgets.paused_seconds from waits, due, ends, budgets";

  static ClusterCounts read(ResultSet row) throws SQLException {
    return new ClusterCounts(
        row.getLong(1),
        row.getLong(2),
        row.getDouble(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getDouble(12));
  }

  /**
   * Returns the number of waits that have ended.
   *
   * @return the sum of the three outcomes
   */
  public long ended() {
    return succeeded + failed + gaveUp;
  }
}
