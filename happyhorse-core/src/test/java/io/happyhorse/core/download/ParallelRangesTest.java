package io.happyhorse.core.download;

import static io.happyhorse.core.download.DownloadFixture.SIZE;
import static io.happyhorse.core.download.DownloadFixture.VIDEO;
import static io.happyhorse.core.download.DownloadFixture.done;
import static io.happyhorse.core.download.DownloadFixture.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.download.DownloadFixture.Response;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.DownloaderClosedException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Downloads of a video of 300,824 bytes in parts of 20,000, if at least 60,000 are missing. */
class ParallelRangesTest {
  private static final int PART = 20_000;
  private static final ParallelRanges RANGES =
      new ParallelRanges(4, PART, 3 * PART, 0, Duration.ZERO);

  private final DownloadFixture fixture = new DownloadFixture();
  private final RangeHost host = new RangeHost(fixture.time);
  private final DownloadFixture.Events events = fixture.events;

  @TempDir
  Path folder;

  private VideoDownloaderBuilder builder() {
    return VideoDownloader.builderFrom(host).time(fixture.time).ranges(RANGES);
  }

  private Path file() {
    return folder.resolve("cat.mp4");
  }

  private DownloadedVideo download() {
    return builder().build().download(done(), file(), events);
  }

  private <E extends DownloadException> E refused(Class<E> type) {
    E error = catchThrowableOfType(type, this::download);
    assertThat(error).isNotNull();
    return error;
  }

  /** Returns the names of all parts from an offset on. */
  private static List<String> partsFrom(int offset) {
    return IntStream.iterate(offset, from -> from < SIZE, from -> from + PART)
        .mapToObj(from -> from + "-" + (Math.min(SIZE, from + PART) - 1))
        .toList();
  }

  private static Response otherVideo(Response response) {
    return response.with("ETag", "\"B\"");
  }

  @Nested
  class A_large_video {
    @Test
    void is_requested_in_parts_of_the_same_version() throws IOException {
      assertThat(download().check()).isEqualTo(DownloadedVideo.Check.LENGTH);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-");
      assertThat(host.parts).containsExactlyInAnyOrderElementsOf(partsFrom(PART));
      assertThat(host.openResponses()).isZero();
      assertThat(events.all).isEmpty();
      assertThat(folder).isDirectoryNotContaining("glob:**.happyhorse-*");
    }

    @Test
    void is_complete_once_all_responses_are_closed() {
      host.closing = Duration.ofSeconds(1);

      download();

      assertThat(host.openResponses()).isZero();
    }

    @Test
    void is_received_in_parts_even_if_their_responses_cannot_be_closed() {
      host.failsToClose = true;

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-");
      assertThat(host.parts).containsExactlyInAnyOrderElementsOf(partsFrom(PART));
    }

    @Test
    void is_written_in_order_even_if_its_parts_arrive_in_another() {
      CountDownLatch later = new CountDownLatch(2);
      host.on("20000-39999", regular -> {
        later.await();
        return regular;
      });
      for (String part : List.of("40000-59999", "60000-79999")) {
        host.on(part, regular -> {
          later.countDown();
          return regular;
        });
      }

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @Test
    void is_requested_with_at_most_four_requests_that_are_at_most_six_parts_ahead() {
      AtomicLong written = new AtomicLong();
      List<Long> ahead = new ArrayList<>();
      for (String part : partsFrom(PART)) {
        host.on(part, regular -> {
          synchronized (ahead) {
            ahead.add(Long.parseLong(part.split("-", -1)[0]) - written.get());
          }
          return regular;
        });
      }

      DownloadedVideo unused = builder()
          .build()
          .transfer(
              done(),
              new OutputStream() {
                @Override
                public void write(int value) {
                  written.incrementAndGet();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                  written.addAndGet(length);
                }
              },
              events);

      assertThat(written).hasValue(SIZE);
      assertThat(ahead).hasSizeGreaterThan(10).allMatch(distance -> distance < 6L * PART);
      assertThat(host.mostOpenResponses()).isBetween(1, 4);
    }

    @Test
    void is_verified_by_the_checksum_of_the_whole() {
      Crc64 crc = new Crc64();
      crc.update(VIDEO, 0, SIZE);
      byte[] damaged = VIDEO.clone();
      damaged[50_000]++;
      host.on(
          "0-",
          regular -> regular.with("x-oss-hash-crc64ecma", Long.toUnsignedString(crc.getValue())));
      host.onceOn(
          "40000-59999", regular -> regular.body(Arrays.copyOfRange(damaged, 40_000, 60_000)));

      assertThat(download().check()).isEqualTo(DownloadedVideo.Check.CRC64);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(events.names()).containsExactly("it does not match its checksum");
    }

    @Test
    void is_reported_with_the_bytes_in_memory_and_the_requests_of_all_parts() {
      List<Long> progress = new ArrayList<>();
      host.on("20000-39999", regular -> {
            fixture.time.sleep(Duration.ofSeconds(1));
            return regular;
          })
          .on("80000-99999", regular -> response(404))
          .on("80000-", regular -> response(404));

      StorageException error = catchThrowableOfType(
          StorageException.class,
          () -> builder()
              .onEvent(now -> progress.add(now.bytes()))
              .build()
              .download(done(), file(), events));

      assertThat(progress).contains(5L * PART); // one part is written, four are in memory
      assertThat(error.details().bytes()).isEqualTo(80_000);
      assertThat(error.details().requests())
          .isBetween(2 + 4, host.requests.size() + host.parts.size()); // others may not have begun
    }

    @Test
    void is_requested_with_a_fresh_link_once_the_host_reports_an_expired_one() {
      Response expired = response(403).body("<Message>Request has expired.</Message>");
      host.onceOn("80000-99999", regular -> expired).onceOn("80000-", regular -> expired);

      DownloadedVideo unused = builder()
          .freshLinksFrom((id, within) -> done("https://192.0.2.1/fresh.mp4"))
          .build()
          .download(done(), file(), events);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(events.names()).containsExactly("LinkRenewed");
    }

    @Test
    void that_has_changed_is_never_mixed_with_the_new_one() {
      byte[] other = DownloadFixture.video(2, SIZE);
      CountDownLatch firstPart = new CountDownLatch(1);
      host.on("20000-39999", regular -> {
        firstPart.countDown();
        return regular;
      });
      host.on("80000-99999", regular -> {
        firstPart.await(); // without this part, the open response would deliver the whole old video
        host.eTag = "\"B\"";
        host.video = other;
        return response(412);
      });

      download();

      assertThat(file()).hasBinaryContent(other);
      assertThat(events.names()).containsExactly("the video has changed");
    }
  }

  @Nested
  class One_request {
    static Stream<Arguments> reasons() {
      return Stream.of(
          Arguments.of("no Accept-Ranges", edited(it -> it.without("Accept-Ranges"))),
          Arguments.of("no ranges", edited(it -> it.with("Accept-Ranges", "none"))),
          Arguments.of("no ETag", edited(it -> it.without("ETag"))),
          Arguments.of("a weak ETag", edited(it -> it.with("ETag", "W/\"A\""))),
          Arguments.of("no length", edited(it -> it.without("Content-Length"))));
    }

    private static RangeHost.Exchange edited(RangeHost.Exchange change) {
      return change;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void is_used_if_parts_cannot_be_combined(String reason, RangeHost.Exchange exchange) {
      host.on("0-", exchange);

      download();

      assertThat(file()).as(reason).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-");
      assertThat(host.parts).isEmpty();
    }

    @Test
    void is_used_for_a_smaller_video() {
      host.video = DownloadFixture.video(3, 3 * PART - 1);

      download();

      assertThat(file()).hasBinaryContent(host.video);
      assertThat(host.parts).isEmpty();
    }

    @Test
    void is_used_if_it_is_fast() {
      ParallelRanges careful = new ParallelRanges(4, PART, 3 * PART, 1_000, Duration.ofMillis(1));

      DownloadedVideo unused = builder()
          .ranges(careful)
          .build()
          .download(done(), file(), events); // no virtual time passes

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.parts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "2097151, 1000, false",
      "2097152, 19, false",
      "2097152, 20, true",
      "8388608, 79, false",
      "8388608, 80, true",
      "1073741824, 10239, false",
      "1073741824, 10240, true"
    })
    void counts_as_slow_below_100_MiB_per_second_after_2_MiB(
        long bytes, long millis, boolean isSlow) {
      assertThat(ParallelRanges.DEFAULT.isSlow(bytes, Duration.ofMillis(millis)))
          .isEqualTo(isSlow);
    }

    @Test
    void is_used_if_it_is_the_configured_maximum() {
      DownloadedVideo unused = builder().parallelRanges(1).build().download(done(), file(), events);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.parts).isEmpty();
    }

    @Test
    void is_used_if_other_downloads_make_all_permitted_requests() {
      VideoDownloader videos = builder().maxConcurrent(1).parallelRanges(2).build();
      List<String> during = new ArrayList<>();
      host.on("0-", regular -> {
        host.on("0-", second -> second);
        DownloadedVideo inner =
            videos.download(done(), folder.resolve("other.mp4")); // both count as requests
        during.addAll(host.parts);
        assertThat(inner.bytes()).isEqualTo(SIZE);
        return regular;
      });

      DownloadedVideo unused = videos.download(done(), file(), events);

      assertThat(during).isEmpty();
      assertThat(host.parts).containsExactlyInAnyOrderElementsOf(partsFrom(PART));
    }

    @Test
    void is_used_if_the_source_cannot_request_parts() {
      DownloadedVideo unused = VideoDownloader.builderFrom(
              (link, from, ifMatch, stall) -> host.open(link, from, ifMatch, stall))
          .time(fixture.time)
          .ranges(RANGES)
          .build()
          .download(done(), file(), events);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-");
      assertThat(events.all).isEmpty();
    }
  }

  @Nested
  class A_part {
    static Stream<Arguments> failures() {
      return Stream.of(
          failure("cut short", it -> it.endingAfter(100, false)),
          failure("broken", it -> it.cutAfter(100)),
          failure("too long", it -> it.body(new byte[PART + 1])),
          failure(
              "the whole video",
              it -> response(200)
                  .with("ETag", "\"A\"")
                  .with("Content-Length", "" + SIZE)
                  .body(VIDEO)),
          failure("another range", it -> it.with("Content-Range", "bytes 100000-119999/" + SIZE)),
          failure("of another length", it -> it.with("Content-Range", "bytes 80000-99999/5000000")),
          failure("without a length", it -> it.with("Content-Range", "bytes 80000-99999/*")),
          failure("without a range", it -> it.without("Content-Range")),
          failure("with another Content-Length", it -> it.with("Content-Length", "19999")),
          failure("of another version", ParallelRangesTest::otherVideo),
          failure("of an unknown version", it -> it.without("ETag")),
          failure("encoded", it -> it.with("Content-Encoding", "gzip")),
          failure("refused with 429", it -> response(429)),
          failure("refused with 503", it -> response(503)),
          failure("not satisfiable", it -> response(416)),
          failure("redirected to http", it -> response(302).with("Location", "http://192.0.2.1/")),
          failure("not received", it -> {
            throw new IOException("Connection reset");
          }));
    }

    private static Arguments failure(String what, RangeHost.Exchange exchange) {
      return Arguments.of(what, exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void that_fails_is_replaced_by_one_request_for_the_rest(
        String what, RangeHost.Exchange exchange) {
      host.on("80000-99999", exchange);

      download();

      assertThat(file()).as(what).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-", "80000-");
      assertThat(host.parts).allMatch(part -> partsFrom(PART).subList(0, 9).contains(part));
      assertThat(events.all).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void that_fails_at_first_does_not_affect_the_request_of_the_download(
        String what, RangeHost.Exchange exchange) {
      host.on("20000-39999", exchange);

      download();

      assertThat(file()).as(what).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-");
      assertThat(events.all).isEmpty();
    }

    @Test
    void that_is_refused_delays_the_next_request_by_Retry_After() {
      host.on("80000-99999", regular -> response(503).with("Retry-After", "60"));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(Duration.between(host.times.get("80000-99999"), host.times.get("80000-")))
          .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
      assertThat(events.all)
          .singleElement()
          .isInstanceOfSatisfying(
              DownloadEvent.Retrying.class,
              retrying -> assertThat(retrying.error().details().httpStatus()).isEqualTo(503));
    }

    @Test
    void may_be_redirected() {
      host.onceOn("80000-99999", regular -> response(302).with("Location", "/other.mp4"));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-");
    }
  }

  @Nested
  class A_resumed_download {
    @Test
    void has_the_beginning_of_the_video_and_requests_the_rest_in_parts() throws IOException {
      host.onceOn("120000-139999", regular -> response(503))
          .onceOn("120000-", regular -> response(404));
      assertThat(refused(StorageException.class).details().bytes()).isEqualTo(120_000);
      assertThat(folder.resolve("cat.mp4.happyhorse-part"))
          .hasBinaryContent(Arrays.copyOf(VIDEO, 120_000));
      RangeHost next = new RangeHost(fixture.time); // the first one may still receive a request

      DownloadedVideo video = VideoDownloader.builderFrom(next)
          .time(fixture.time)
          .ranges(RANGES)
          .build()
          .download(done(), file(), events);

      assertThat(video.resumed()).isTrue();
      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(next.parts).containsExactlyInAnyOrderElementsOf(partsFrom(140_000));
    }

    @Test
    void after_a_broken_transfer_requests_the_rest_in_parts() {
      host.onceOn("0-", regular -> regular.cutAfter(10_000));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0-", "10000-");
      assertThat(host.parts).contains("40000-59999", "300000-300823");
    }
  }

  @Nested
  class The_end_of_a_download {
    private final CountDownLatch waiting = new CountDownLatch(3);
    private final CountDownLatch ended = new CountDownLatch(3);

    /** Makes the first three parts wait until they are interrupted. */
    private void stall() {
      for (String part : partsFrom(PART).subList(0, 3)) {
        host.on(part, regular -> {
          waiting.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
          return regular;
        });
      }
    }

    @Test
    void by_closing_the_downloader_ends_all_parts() throws Exception {
      stall();
      VideoDownloader videos = VideoDownloader.builderFrom(host).ranges(RANGES).build();
      CountDownLatch written = new CountDownLatch(1);
      CompletableFuture<DownloadedVideo> download = videos.start(done(), file(), progress -> {
        if (progress.bytes() == PART) {
          written.countDown();
        }
      });
      waiting.await();
      written.await();

      videos.close();

      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(catchThrowableOfType(Exception.class, download::join))
          .hasCauseInstanceOf(DownloaderClosedException.class);
      assertThat(host.openResponses()).isZero();
      assertThat(Files.size(folder.resolve("cat.mp4.happyhorse-part"))).isEqualTo(PART);
    }

    @Test
    void by_an_interrupt_ends_all_parts() throws Exception {
      stall();
      Thread downloading = Thread.currentThread();
      CompletableFuture<Void> interrupting = CompletableFuture.runAsync(() -> {
        try {
          waiting.await();
        } catch (InterruptedException unexpected) {
          throw new IllegalStateException(unexpected);
        }
        downloading.interrupt();
      });
      VideoDownloader videos = VideoDownloader.builderFrom(host).ranges(RANGES).build();

      DownloadInterruptedException error = catchThrowableOfType(
          DownloadInterruptedException.class, () -> videos.download(done(), file(), events));

      assertThat(error).isNotNull();
      assertThat(Thread.interrupted()).isTrue();
      interrupting.join();
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void by_a_full_disk_ends_all_parts_with_one_error() throws Exception {
      OutputStream disk = new OutputStream() {
        private long size;

        @Override
        public void write(int value) {
          size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          if (size >= PART) {
            throw new IOException("No space left on device");
          }
          size += length;
        }
      };
      stall();
      host.on("20000-39999", regular -> {
        ended.countDown();
        waiting.countDown();
        waiting.await(); // the others have been requested
        return regular;
      });

      LocalFileException error = catchThrowableOfType(
          LocalFileException.class,
          () -> VideoDownloader.builderFrom(host)
              .ranges(RANGES)
              .build()
              .transfer(done(), disk, events));

      assertThat(error).hasMessageContaining("No space left on device");
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
