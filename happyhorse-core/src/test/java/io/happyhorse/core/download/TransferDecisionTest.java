package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.port.VideoResponse;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of a response for a transfer, as tables without sockets, files or threads. */
class TransferDecisionTest {
  private static final long FROM = 100_000;

  /** Headers as {@code r=range l=length e=ETag c=checksum n=encoding}, separated by blanks; the unit of a range is omitted. */
  private static VideoResponse response(int status, @Nullable String headers) {
    Map<String, String> names = Map.of(
        "r", "Content-Range",
        "l", "Content-Length",
        "e", "ETag",
        "c", "x-oss-hash-crc64ecma",
        "n", "Content-Encoding");
    Map<String, String> values = new LinkedHashMap<>();
    Stream.of((headers == null ? "" : headers).split(" +"))
        .filter(h -> !h.isEmpty())
        .forEach(h -> {
          String value = h.substring(2);
          values.put(names.get(h.substring(0, 1)), h.startsWith("r=") ? "bytes " + value : value);
        });
    return VideoResponse.of(status, values::get, InputStream.nullInputStream());
  }

  private static String text(TransferDecision decision) {
    if (decision instanceof TransferDecision.Whole whole) {
      return "whole " + text(whole.version());
    }
    if (decision instanceof TransferDecision.Rest rest) {
      return "rest " + rest.from() + " to " + rest.end() + " of " + text(rest.version());
    }
    if (decision instanceof TransferDecision.StartAgain again) {
      return "again: " + again.reason();
    }
    TransferDecision.Refused refused = (TransferDecision.Refused) decision;
    return (refused.isTransient() ? "later: " : "never: ") + refused.reason();
  }

  private static String text(VideoVersion version) {
    return version.total() + " " + version.eTag() + " " + version.checksum();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // the whole video
        "200 | l=300824 e=\"A\" c=7                  | whole 300824 \"A\" 7",
        "200 | l=300824 e=\"A\"                      | whole 300824 \"A\" null",
        "200 | l=300824 e=W/\"A\"                    | whole 300824 null null",
        "200 | e=\"A\"                               | whole null \"A\" null",
        "200 | -                                     | whole null null null",
        "200 | l=0                                   | whole 0 null null",
        "206 | l=300824 r=0-300823/300824 e=\"A\"    | whole 300824 \"A\" null",
        "206 | r=0-300823/300824                     | whole 300824 null null",
        "200 | r=0-300823/300824 e=\"A\" c=7         | whole 300824 \"A\" 7",
        "206 | r=0-300823/* e=\"A\" c=7              | whole 300824 \"A\" 7",
        "200 | r=0-300823/* l=300824                 | whole 300824 null null",
        // the first part
        "206 | r=0-99999/300824 l=100000 e=\"A\"     | rest 0 to 100000 of 300824 \"A\" null",
        "200 | r=0-99999/300824 e=\"A\" c=7          | rest 0 to 100000 of 300824 \"A\" 7",
        "206 | r=0-99999/300824 e=W/\"A\"            | later: it sends 100000 of 300824 bytes only",
        "206 | r=0-999/300824 e=\"A\"                | later: it sends 1000 of 300824 bytes only",
        // another part, or an unspecified one
        "200 | r=100000-300823/300824 l=200824 e=\"A\" | later: it sends another part of the video than was requested",
        "206 | r=1-300823/300824 e=\"A\"             | later: it sends another part of the video than was requested",
        "206 | r=1-300823/* e=\"A\"                  | later: it sends another part of the video than was requested",
        "206 | r=0-300823/* l=9 e=\"A\"              | later: it sends another part of the video than was requested",
        "206 | r=0-300823/300824 l=200824            | later: it sends another part of the video than was requested",
        "200 | r=0-300823/300824 l=300825            | later: it sends another part of the video than was requested",
        "206 | l=300824 e=\"A\"                      | later: it does not specify which part of the video it sends",
        "206 | r=0-300824/300824                     | later: it does not specify which part of the video it sends",
        "200 | r=5-4/300824                          | later: it does not specify which part of the video it sends",
        "200 | r=*/300824 l=300824                   | later: it does not specify which part of the video it sends",
        // encoded
        "200 | l=300824 n=identity                   | whole 300824 null null",
        "200 | l=300824 n=                           | whole 300824 null null",
        "200 | l=300824 n=aws-chunked                | whole 300824 null null",
        "200 | l=300824 n=AWS-Chunked,Identity       | whole 300824 null null",
        "200 | l=300824 n=gzip                       | never: it is encoded as gzip, which was not requested",
        "200 | n=aws-chunked,GZIP                    | never: it is encoded as gzip, which was not requested",
        "206 | r=0-300823/300824 n=br                | never: it is encoded as br, which was not requested",
        // no video
        "204 | -                                     | never: the host refuses it",
        "304 | e=\"A\"                               | never: the host refuses it",
        "400 | -                                     | never: the host refuses it",
        "403 | l=300824                              | never: the host refuses it",
        "404 | -                                     | never: it no longer exists",
        "410 | -                                     | never: it no longer exists",
        "412 | -                                     | never: the host refuses it",
        "416 | r=*/300824                            | never: the host refuses it",
        "407 | -                                     | never: it requires a valid user name and password; for https also start Java with -Djdk.http.auth.tunneling.disabledSchemes=",
        "408 | -                                     | later: the host is unavailable",
        "425 | -                                     | later: the host is unavailable",
        "429 | -                                     | later: the host is unavailable",
        "500 | r=0-300823/300824                     | later: the host is unavailable",
        "503 | n=gzip                                | later: the host is unavailable"
      })
  void of_a_request_for_the_whole(int status, @Nullable String headers, String decision) {
    assertThat(text(TransferDecision.of(response(status, headers), 0, VideoVersion.UNKNOWN)))
        .isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0}, {1}, known: {2} {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // the rest
        "206 | r=100000-300823/300824 l=200824 e=\"A\" | 300824 | - | rest 100000 to 300824 of 300824 \"A\" null",
        "206 | r=100000-300823/300824 e=\"A\"        | 300824 | - | rest 100000 to 300824 of 300824 \"A\" null",
        "200 | r=100000-300823/300824 l=200824 e=\"A\" | 300824 | - | rest 100000 to 300824 of 300824 \"A\" null",
        "206 | r=100000-300823/* e=\"A\"             | 300824 | - | rest 100000 to 300824 of 300824 \"A\" null",
        "206 | r=100000-300823/300824 e=\"A\"        | -      | - | rest 100000 to 300824 of 300824 \"A\" null",
        "206 | r=100000-300823/300824 e=\"A\" c=7    | 300824 | - | rest 100000 to 300824 of 300824 \"A\" 7",
        "206 | r=100000-300823/300824 e=\"A\" c=7    | 300824 | 7 | rest 100000 to 300824 of 300824 \"A\" 7",
        "206 | r=100000-300823/300824                | 300824 | 7 | rest 100000 to 300824 of 300824 \"A\" 7",
        "206 | r=100000-165535/300824 e=\"A\"        | 300824 | - | rest 100000 to 165536 of 300824 \"A\" null",
        // another version, or none that is values
        "206 | r=100000-300823/300824 e=\"B\"        | 300824 | 7 | again: the video has changed",
        "206 | r=100000-300823/300824                | 300824 | - | again: the video has changed",
        "206 | r=100000-300823/300824 e=W/\"A\"      | 300824 | - | again: the video has changed",
        "206 | r=100000-300823/300824 e=\"A\" c=8    | 300824 | 7 | again: the video has changed",
        "206 | r=100000-300824/300825 e=\"A\"        | 300824 | - | again: the video has changed",
        "200 | l=300824 e=\"B\"                      | 300824 | - | again: the host does not send parts",
        "412 | -                                     | 300824 | - | again: the video has changed",
        "416 | r=*/99                                | 300824 | - | again: the video has changed",
        // another part, or an unspecified one
        "206 | r=99999-300823/300824 e=\"A\"         | 300824 | - | again: the video has changed",
        "200 | r=100001-300823/300824 e=\"A\"        | 300824 | - | again: the video has changed",
        "206 | r=0-99999/300824 e=\"A\"              | 300824 | - | again: the video has changed",
        "206 | r=100000-100999/300824 e=\"A\"        | 300824 | - | again: the video has changed",
        "206 | r=100000-300823/300824 l=300824 e=\"A\" | 300824 | - | again: the video has changed",
        "206 | r=100000-300823/* e=\"A\"             | -      | - | again: the video has changed",
        "206 | r=100000-300824/* e=\"A\"             | 300824 | - | again: the video has changed",
        "206 | l=200824 e=\"A\"                      | 300824 | - | again: the host does not send parts",
        "206 | r=9-8/300824 e=\"A\"                  | 300824 | - | again: the host does not send parts",
        // a host that ignores ranges: the whole video, which is never appended
        "200 | l=300824 e=\"A\"                      | 300824 | - | whole 300824 null null",
        "200 | l=300824 e=\"A\" c=7                  | 300824 | 7 | whole 300824 null 7",
        "200 | r=0-300823/300824 l=300824 e=\"A\"    | 300824 | - | whole 300824 null null",
        "206 | r=0-300823/300824 e=\"A\"             | 300824 | 7 | whole 300824 null 7",
        "200 | l=200824 e=\"A\"                      | 300824 | - | again: the host does not send parts",
        "200 | l=300824                              | 300824 | - | again: the host does not send parts",
        "200 | e=\"A\"                               | 300824 | - | again: the host does not send parts",
        "200 | l=300824 e=\"A\"                      | -      | - | again: the host does not send parts",
        // refusals, after which the received bytes stay
        "206 | r=100000-300823/300824 e=\"A\" n=gzip | 300824 | - | never: it is encoded as gzip, which was not requested",
        "403 | -                                     | 300824 | - | never: the host refuses it",
        "404 | -                                     | 300824 | - | never: it no longer exists",
        "503 | -                                     | 300824 | - | later: the host is unavailable"
      })
  void of_a_request_for_the_rest(
      int status,
      @Nullable String headers,
      @Nullable Long total,
      @Nullable Long checksum,
      String decision) {
    VideoVersion known = new VideoVersion("\"A\"", total, checksum);

    assertThat(text(TransferDecision.of(response(status, headers), FROM, known)))
        .isEqualTo(decision);
  }
}
