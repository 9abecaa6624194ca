package io.happyhorse.core.task;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses URLs as gateways and storage hosts send them, with raw blanks, quotes, braces or UTF-8 in the path or the query.
 *
 * <p>Only characters that a URI may not contain are percent-encoded. All others are kept, since a signature may cover them.
 */
final class LenientUri {
  private static final Pattern PARTS =
      Pattern.compile("((?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://[^/?#\\\\]*)?)(.*)", Pattern.DOTALL);
  private static final Pattern HEX = Pattern.compile("%[0-9A-Fa-f]{2}");

  private static final String LEGAL = "-._~:/?#@!$&'()*+,;=%";

  private static final char MAX_ASCII = 0x7f;

  private LenientUri() {}

  /** Returns the URI in a text; null if the text is no URI even after encoding the characters that a URI may not contain. */
  static @Nullable URI parse(String text) {
    return parse(text, StandardCharsets.UTF_8);
  }

  /**
   * Resolves the header {@code Location} of a redirect. HTTP clients return a header as one character per byte (ISO-8859-1), so raw
   * UTF-8 is percent-encoded byte by byte. Text with other characters is treated as already decoded.
   */
  static @Nullable URI resolve(URI base, String location) {
    boolean isBytes = location.chars().allMatch(character -> character <= 0xff);
    URI reference = parse(location, isBytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    if (reference == null || reference.isAbsolute()) {
      return reference;
    }
    boolean keepsPath =
        reference.getRawAuthority() == null && reference.getRawPath().isEmpty();
    if (keepsPath) { // URI.resolve would truncate the path after the last slash
      return parse(withoutQuery(base) + reference);
    }
    URI root = base.getRawPath().isEmpty() ? base.resolve("/") : base;
    return root.resolve(reference);
  }

  private static String withoutQuery(URI base) {
    return base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath();
  }

  private static @Nullable URI parse(String text, Charset charset) {
    String url = text.strip();
    URI valid = isAscii(url) ? strict(url) : null;
    return valid == null ? encoding(url, charset) : valid;
  }

  private static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) > MAX_ASCII) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable URI strict(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException noUri) {
      return null;
    }
  }

  private static @Nullable URI encoding(String url, Charset charset) {
    Matcher parts = PARTS.matcher(url);
    if (!parts.matches() || url.chars().anyMatch(LenientUri::isForbidden)) {
      return null;
    }
    try {
      return new URI(ascii(parts.group(1)) + encoded(parts.group(2), charset));
    } catch (URISyntaxException | IllegalArgumentException noUri) {
      return null;
    }
  }

  /** Returns whether a character is a control character other than the tab, which is percent-encoded. */
  private static boolean isForbidden(int character) {
    return character < ' ' && character != '\t';
  }

  /** Returns scheme and authority, with an internationalized host name in its ASCII form. */
  private static String ascii(String schemeAndAuthority) {
    int authority = schemeAndAuthority.indexOf("//") + 2;
    if (authority < 2 || isAscii(schemeAndAuthority)) {
      return schemeAndAuthority; // loading the tables of IDN delays a short program noticeably
    }
    return schemeAndAuthority.substring(0, authority)
        + IDN.toASCII(schemeAndAuthority.substring(authority));
  }

  private static String encoded(String text, Charset charset) {
    String bytes = new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    int query = bytes.indexOf('?');
    StringBuilder encoded = new StringBuilder(bytes.length());
    for (int at = 0; at < bytes.length(); at++) {
      char character = bytes.charAt(at);
      if (isLegal(bytes, at, query >= 0 && at > query)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(hex(character >> 4)).append(hex(character & 0xf));
      }
    }
    return encoded.toString();
  }

  private static boolean isLegal(String text, int at, boolean inQuery) {
    char character = text.charAt(at);
    return switch (character) {
      case '%' -> HEX.matcher(text).region(at, text.length()).lookingAt();
      case '#' -> text.indexOf('#') == at;
      case '[', ']' -> inQuery;
      default -> LEGAL.indexOf(character) >= 0 || isAsciiLetterOrDigit(character);
    };
  }

  private static boolean isAsciiLetterOrDigit(char character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z');
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
