package io.happyhorse.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The flaw of an adapter that creates tasks. */
enum Flaw {
  NONE,
  REPEATS_AFTER_A_BROKEN_CONNECTION(
      "is_unknown_if_the_connection_breaks_before_the_body_has_arrived",
      "is_unknown_if_the_connection_breaks_after_the_body_has_arrived",
      "is_unknown_if_the_response_is_lost",
      "is_unknown_if_the_server_closes_before_it_reads_the_body",
      "is_unknown_if_the_server_closes_during_the_body",
      "is_unknown_if_the_server_closes_after_the_body",
      "is_unknown_if_the_server_closes_after_the_head_of_its_response",
      "is_unknown_if_the_server_closes_during_the_body_of_its_response"),
  REPEATS_AFTER_5XX(
      "is_unknown_after_500_even_if_the_task_was_accepted",
      "is_unknown_after_502",
      "is_unknown_after_503"),
  REPEATS_AFTER_429("is_refused_with_429_and_reports_Retry_After"),
  FOLLOWS_REDIRECTS("follows_no_redirect"),
  TREATS_2XX_WITHOUT_ID_AS_REFUSED(
      "is_unknown_after_200_without_a_body",
      "is_unknown_after_200_with_a_web_page",
      "is_unknown_after_200_without_an_id"),
  TREATS_408_AS_REFUSED("is_unknown_after_408"),
  TREATS_5XX_AS_REFUSED(
      "is_unknown_after_500_even_if_the_task_was_accepted",
      "is_unknown_after_502",
      "is_unknown_after_503"),
  TREATS_A_BROKEN_CONNECTION_AS_NOT_SENT(
      "is_unknown_if_the_connection_breaks_before_the_body_has_arrived",
      "is_unknown_if_the_connection_breaks_after_the_body_has_arrived",
      "is_unknown_if_the_response_is_lost",
      "is_unknown_if_the_server_closes_before_it_reads_the_body",
      "is_unknown_if_the_server_closes_during_the_body",
      "is_unknown_if_the_server_closes_after_the_body",
      "is_unknown_if_the_server_closes_after_the_head_of_its_response",
      "is_unknown_if_the_server_closes_during_the_body_of_its_response"),
  TREATS_A_TIMEOUT_AS_NOT_SENT("is_unknown_if_no_response_is_received_in_time"),
  TREATS_AN_INTERRUPT_AS_NOT_SENT("is_unknown_if_the_thread_is_interrupted_while_it_waits"),
  TREATS_NO_CONNECTION_AS_UNKNOWN("is_not_sent_without_a_connection"),
  TREATS_3XX_AS_UNKNOWN("is_refused_with_302", "follows_no_redirect"),
  TREATS_4XX_AS_UNKNOWN(
      "is_refused_with_400",
      "is_refused_with_403",
      "is_refused_with_404",
      "is_refused_with_409",
      "is_refused_with_429_and_reports_Retry_After",
      "reports_a_refused_request",
      "reports_a_refused_key"),
  TREATS_MODEL_NOT_FOUND_AS_UNKNOWN(
      "is_refused_with_503_model_not_found", "reports_a_missing_model"),
  TREATS_200_WITH_AN_ERROR_AS_UNKNOWN("is_refused_with_200_and_an_error"),
  TREATS_201_AS_UNKNOWN("reads_the_id_from_every_form_of_acceptance"),
  TREATS_AN_EMPTY_ERROR_AS_REFUSED("reads_the_id_from_every_form_of_acceptance"),
  READS_ONLY_TASK_ID("reads_the_id_from_every_form_of_acceptance"),
  READS_ONLY_ID("reads_the_id_from_every_form_of_acceptance"),
  DOES_NOT_READ_DATA("reads_the_id_from_every_form_of_acceptance"),
  LOSES_THE_REQUEST_ID(
      "reports_the_request_id_of_every_response_without_a_task", "reports_a_refused_key"),
  LOSES_RETRY_AFTER("is_refused_with_429_and_reports_Retry_After"),
  LOSES_THE_DIGEST("is_unknown_if_the_response_is_lost", "is_not_sent_without_a_connection"),
  LOSES_THE_TIME("is_unknown_if_the_response_is_lost", "is_unknown_after_408"),
  LOSES_THE_KIND("creates_a_task_once"),
  IGNORES_THE_CLOCK_OF_THE_GATEWAY("creates_a_task_once"),
  NAMES_ANOTHER_GATEWAY("returns_the_base_URI_of_its_gateway"),
  SHOWS_THE_KEY_IN_ERRORS("never_shows_the_key_even_if_the_gateway_echoes_it"),
  SHOWS_THE_KEY_AS_TEXT("never_shows_the_key_even_if_the_gateway_echoes_it"),
  SENDS_LATIN_1("sends_the_body_of_every_kind_of_request_unchanged"),
  LOSES_UNKNOWN_PARAMETERS("sends_the_body_of_every_kind_of_request_unchanged"),
  SENDS_WHILE_INTERRUPTED("is_not_sent_by_an_interrupted_thread"),
  CLEARS_THE_INTERRUPT("is_unknown_if_the_thread_is_interrupted_while_it_waits"),
  HAS_ITS_OWN_TIME_LIMIT("waits_for_a_late_response"),
  ACCEPTS_A_TIME_LIMIT_OF_ZERO("refuses_a_time_limit_of_zero_or_less"),
  DOES_NOT_VALIDATE("sends_no_prompt_that_would_be_truncated");

  private static final int REFUSED = 400;
  private static final int UNKNOWN = 500;

  private final String detectedBy;

  /**
   * Creates a flaw.
   *
   * @param detectedBy the tests of the contract that detect it
   */
  Flaw(String... detectedBy) {
    this.detectedBy = String.join(" ", detectedBy);
  }

  /** Returns the tests of the contract that detect this flaw. */
  List<String> detectedBy() {
    return List.of(detectedBy.split(" ", -1));
  }

  /** Returns the status that is read in place of the real one. */
  int statusFor(int status) {
    return switch (this) {
      case TREATS_408_AS_REFUSED -> status == 408 ? REFUSED : status;
      case TREATS_201_AS_UNKNOWN -> status == 201 ? UNKNOWN : status;
      case TREATS_5XX_AS_REFUSED -> status >= 500 ? REFUSED : status;
      case TREATS_3XX_AS_UNKNOWN -> status / 100 == 3 ? UNKNOWN : status;
      case TREATS_4XX_AS_UNKNOWN -> status / 100 == 4 ? UNKNOWN : status;
      default -> status;
    };
  }

  /** Returns whether a header is ignored. */
  boolean ignores(String header) {
    return switch (this) {
      case LOSES_THE_REQUEST_ID -> header.equalsIgnoreCase("X-Oneapi-Request-Id");
      case LOSES_RETRY_AFTER -> header.equalsIgnoreCase("Retry-After");
      case IGNORES_THE_CLOCK_OF_THE_GATEWAY -> header.equalsIgnoreCase("Date");
      default -> false;
    };
  }

  /** Returns the body that is read in place of the real one. */
  byte[] bodyFor(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String read = switch (this) {
      case TREATS_MODEL_NOT_FOUND_AS_UNKNOWN -> text.replace("model_not_found", "?");
      case TREATS_200_WITH_AN_ERROR_AS_UNKNOWN -> text.replace("\"error\"", "\"?\"");
      case TREATS_AN_EMPTY_ERROR_AS_REFUSED ->
        text.contains("\"error\"") ? "{\"error\":{\"code\":\"c\"}}" : text;
      case READS_ONLY_TASK_ID -> text.replace("\"id\"", "\"?\"");
      case READS_ONLY_ID -> text.replace("\"task_id\"", "\"?\"");
      case DOES_NOT_READ_DATA -> text.replace("\"data\"", "\"?\"");
      case LOSES_THE_REQUEST_ID -> text.replaceAll("\\(request id: [^)]*\\)", "");
      default -> text;
    };
    return read.getBytes(StandardCharsets.UTF_8);
  }
}
