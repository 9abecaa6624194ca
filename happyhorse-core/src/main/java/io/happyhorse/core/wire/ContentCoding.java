package io.happyhorse.core.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body that was compressed although {@code identity} was asked for: gzip and deflate, the latter with or without the
 * zlib header. No more than {@link GatewayResponse#MAX_BODY} and one byte is decoded.
 *
 * <p>The bytes count more than the header: some HTTP clients decode a body and keep the header, and some gateways compress a body and
 * omit it.
 */
final class ContentCoding {
  private static final Set<String> NONE_OR_GZIP = Set.of("", "identity", "gzip", "x-gzip");

  private ContentCoding() {}

  /**
   * A body after decoding.
   *
   * @param body the plain bytes, or the encoded ones if they cannot be decoded
   * @param coding the coding that cannot be decoded; null if the body is plain
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Decoded(byte[] body, @Nullable String coding) {}

  /**
   * Decodes a body.
   *
   * @param header the header {@code Content-Encoding}; null if there was none
   * @param body the body as received
   */
  static Decoded decode(@Nullable String header, byte[] body) {
    String coding = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    if (NONE_OR_GZIP.contains(coding)) {
      return isGzip(body) ? decoded(gunzipped(body), "gzip", body) : new Decoded(body, null);
    }
    if (GatewayResponse.looksLikeText(body)) {
      byte[] raw = coding.equals("deflate") ? inflated(body, true) : null;
      return new Decoded(raw == null ? body : raw, null);
    }
    return decoded(coding.equals("deflate") ? inflated(body, !isZlib(body)) : null, coding, body);
  }

  private static Decoded decoded(byte @Nullable [] plain, String coding, byte[] body) {
    return plain == null ? new Decoded(body, coding) : new Decoded(plain, null);
  }

  private static boolean isGzip(byte[] body) {
    return body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b;
  }

  /** RFC 1950: the method is 8, and the first two bytes are a multiple of 31. */
  private static boolean isZlib(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == 8
        && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
  }

  private static byte @Nullable [] gunzipped(byte[] body) {
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readNBytes(GatewayResponse.MAX_BODY + 1);
    } catch (IOException damaged) {
      return null;
    }
  }

  private static byte @Nullable [] inflated(byte[] body, boolean raw) {
    Inflater inflater = new Inflater(raw);
    try (InputStream plain = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
      return plain.readNBytes(GatewayResponse.MAX_BODY + 1);
    } catch (IOException damaged) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
