package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.cluster.ClusterDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseOptionsTest {
  private static final String SECRET = "very-secret";

  /** Runs {@code watch} with a password in the environment. Asserts that it prints the sentence only, and exits with code 2. */
  private static void assertRejected(String sentence, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> line = new ArrayList<>(List.of("watch", "--port=0"));
    line.addAll(List.of(arguments));
    int exitCode = new Dashboard(Map.of(ClusterDatabase.PASSWORD_VARIABLE, SECRET))
        .run(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));

    assertThat(err.toString()).isEqualToNormalizingNewlines(sentence + "\n").doesNotContain(SECRET);
    assertThat(out.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void an_option_that_is_not_known_is_named_without_its_value() {
    assertRejected(
        "Unknown option: '--password': see 'dashboard watch --help'.", "--password=" + SECRET);
  }

  @Test
  void a_url_that_is_not_of_postgresql_is_rejected() {
    assertRejected("--jdbc-url must begin with jdbc:postgresql:.", "--jdbc-url=mysql://x");
  }

  @Test
  void the_message_for_an_unreachable_server_does_not_contain_the_password() {
    assertRejected(
        "The database server cannot be reached: check that it runs, and check --jdbc-url.",
        "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x?password=" + SECRET);
  }

  @Test
  void a_wrong_user_a_missing_database_and_missing_tables_have_different_messages()
      throws SQLException {
    try (TestClusterDatabase database = TestClusterDatabase.empty()) {
      assertRejected(
          "The database rejects the user name or the password: check --jdbc-url, --jdbc-user and the"
              + " environment variable HAPPYHORSE_JDBC_PASSWORD.",
          "--jdbc-url=" + database.url().replace("user=postgres", "user=missing"));
      assertRejected(
          "The server has no database with the name in --jdbc-url: create it, or check the name.",
          "--jdbc-url=" + database.url().replaceAll("test_\\d+", "missing"));
      assertRejected(
          "The database has no tables of a cluster: run \"cluster.jar node --create-schema\" once,"
              + " or schema.sql.",
          "--jdbc-url=" + database.url());
    }
  }

  @Test
  void tables_of_another_version_are_rejected() throws SQLException, IOException {
    try (TestClusterDatabase database = TestClusterDatabase.withTables()) {
      database.execute("update video_schema set version = 9");
      assertRejected(
          "The tables of the database have version 9, but this program needs version 3:"
              + " use the newer version of the program.",
          "--jdbc-url=" + database.url());
    }
  }

  @Test
  void task_ids_cannot_be_combined_with_a_database() {
    assertRejected(
        "With --jdbc-url, the tasks of the database are shown: omit the task ids, and add tasks with"
            + " \"cluster.jar add\".",
        "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x",
        "asyntask_A");
  }
}
