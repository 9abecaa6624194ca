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
      "is_unknown_if_the_server_closes_in_the_middle_of_the_body",
      "is_unknown_if_the_server_closes_after_the_body",
      "is_unknown_if_the_server_closes_after_the_head_of_its_response",
      "is_unknown_if_the_server_closes_in_the_body_of_its_response"),
  REPEATS_AFTER_5XX(
      "is_unknown_after_500_though_the_task_was_accepted",
      "is_unknown_after_502",
      "is_unknown_after_503"),
  REPEATS_AFTER_429("is_refused_with_429_and_reports_Retry_After"),
  FOLLOWS_REDIRECTS("follows_no_redirect"),
  TAKES_2XX_WITHOUT_ID_FOR_REFUSED(
      "is_unknown_after_200_without_a_body",
      "is_unknown_after_200_with_a_web_page",
      "is_unknown_after_200_without_an_id"),
  TAKES_408_FOR_REFUSED("is_unknown_after_408"),
  TAKES_5XX_FOR_REFUSED(
      "is_unknown_after_500_though_the_task_was_accepted",
      "is_unknown_after_502",
      "is_unknown_after_503"),
  TAKES_A_BROKEN_CONNECTION_FOR_UNSENT(
      "is_unknown_if_the_connection_breaks_before_the_body_has_arrived",
      "is_unknown_if_the_connection_breaks_after_the_body_has_arrived",
      "is_unknown_if_the_response_is_lost",
      "is_unknown_if_the_server_closes_before_it_reads_the_body",
      "is_unknown_if_the_server_closes_in_the_middle_of_the_body",
      "is_unknown_if_the_server_closes_after_the_body",
      "is_unknown_if_the_server_closes_after_the_head_of_its_response",
      "is_unknown_if_the_server_closes_in_the_body_of_its_response"),
  TAKES_A_TIMEOUT_FOR_UNSENT("is_unknown_if_no_response_comes_in_time"),
  TAKES_AN_INTERRUPT_FOR_UNSENT("is_unknown_if_the_thread_is_interrupted_while_it_waits"),
  TAKES_NO_CONNECTION_FOR_UNKNOWN("is_not_sent_without_a_connection"),
  TAKES_3XX_FOR_UNKNOWN("is_refused_with_302", "follows_no_redirect"),
  TAKES_4XX_FOR_UNKNOWN(
      "is_refused_with_400",
      "is_refused_with_403",
      "is_refused_with_404",
      "is_refused_with_409",
      "is_refused_with_429_and_reports_Retry_After",
      "reports_what_the_gateway_refuses",
      "reports_a_refused_key"),
  TAKES_MODEL_NOT_FOUND_FOR_UNKNOWN(
      "is_refused_with_503_model_not_found", "reports_a_missing_model"),
  TAKES_200_WITH_AN_ERROR_FOR_UNKNOWN("is_refused_with_200_that_is_an_error"),
  TAKES_201_FOR_UNKNOWN("finds_the_id_in_every_response_that_accepts"),
  TAKES_AN_EMPTY_ERROR_FOR_REFUSED("finds_the_id_in_every_response_that_accepts"),
  READS_ONLY_TASK_ID("finds_the_id_in_every_response_that_accepts"),
  READS_ONLY_ID("finds_the_id_in_every_response_that_accepts"),
  READS_NOTHING_IN_DATA("finds_the_id_in_every_response_that_accepts"),
  LOSES_THE_REQUEST_ID(
      "reports_the_request_id_of_every_response_without_a_task", "reports_a_refused_key"),
  LOSES_RETRY_AFTER("is_refused_with_429_and_reports_Retry_After"),
  LOSES_THE_DIGEST("is_unknown_if_the_response_is_lost", "is_not_sent_without_a_connection"),
  LOSES_THE_TIME("is_unknown_if_the_response_is_lost", "is_unknown_after_408"),
  LOSES_THE_KIND("creates_a_task_once"),
  IGNORES_THE_CLOCK_OF_THE_GATEWAY("creates_a_task_once"),
  NAMES_ANOTHER_GATEWAY("names_the_address_of_its_gateway"),
  SHOWS_THE_KEY_IN_ERRORS("never_shows_the_key_even_if_the_gateway_echoes_it"),
  SHOWS_THE_KEY_AS_TEXT("never_shows_the_key_even_if_the_gateway_echoes_it"),
  SENDS_LATIN_1("sends_the_body_of_every_kind_of_request_as_it_is"),
  LOSES_UNKNOWN_PARAMETERS("sends_the_body_of_every_kind_of_request_as_it_is"),
  SENDS_THOUGH_INTERRUPTED("is_not_sent_by_an_interrupted_thread"),
  CLEARS_THE_INTERRUPT("is_unknown_if_the_thread_is_interrupted_while_it_waits"),
  HAS_A_LIMIT_OF_ITS_OWN("waits_for_a_response_that_is_late"),
  ACCEPTS_NO_TIME("needs_some_time"),
  DOES_NOT_VALIDATE("sends_no_prompt_that_would_be_cut");

  private static final int REFUSED = 400;
  private static final int UNKNOWN = 500;

  private final String breaks;

  /**
   * Creates a flaw.
   *
   * @param breaks the tests of the contract that find it
   */
  Flaw(String... breaks) {
    this.breaks = String.join(" ", breaks);
  }

  /** Returns the tests of the contract that find this flaw. */
  List<String> breaks() {
    return List.of(breaks.split(" ", -1));
  }

  /** Returns the status that is read in place of the real one. */
  int statusFor(int status) {
    return switch (this) {
      case TAKES_408_FOR_REFUSED -> status == 408 ? REFUSED : status;
      case TAKES_201_FOR_UNKNOWN -> status == 201 ? UNKNOWN : status;
      case TAKES_5XX_FOR_REFUSED -> status >= 500 ? REFUSED : status;
      case TAKES_3XX_FOR_UNKNOWN -> status / 100 == 3 ? UNKNOWN : status;
      case TAKES_4XX_FOR_UNKNOWN -> status / 100 == 4 ? UNKNOWN : status;
      default -> status;
    };
  }

  /** Returns whether a header is ignored. */
  boolean drops(String header) {
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
      case TAKES_MODEL_NOT_FOUND_FOR_UNKNOWN -> text.replace("model_not_found", "?");
      case TAKES_200_WITH_AN_ERROR_FOR_UNKNOWN -> text.replace("\"error\"", "\"?\"");
      case TAKES_AN_EMPTY_ERROR_FOR_REFUSED ->
        text.contains("\"error\"") ? "{\"error\":{\"code\":\"c\"}}" : text;
      case READS_ONLY_TASK_ID -> text.replace("\"id\"", "\"?\"");
      case READS_ONLY_ID -> text.replace("\"task_id\"", "\"?\"");
      case READS_NOTHING_IN_DATA -> text.replace("\"data\"", "\"?\"");
      case LOSES_THE_REQUEST_ID -> text.replaceAll("\\(request id: [^)]*\\)", "");
      default -> text;
    };
    return read.getBytes(StandardCharsets.UTF_8);
  }
}
