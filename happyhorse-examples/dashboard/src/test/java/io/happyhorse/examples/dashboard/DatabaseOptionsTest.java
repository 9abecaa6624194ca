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

  /** Runs {@code watch} with a password in the environment, and expects one sentence and exit code 2. */
  private static void refused(String sentence, String... arguments) {
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
  void a_url_that_is_none_of_a_database_is_refused() {
    refused("--jdbc-url must begin with jdbc:postgresql:.", "--jdbc-url=mysql://x");
  }

  @Test
  void a_server_that_is_not_there_is_reported_without_the_password() {
    refused(
        "No database can be reached: check that the server runs, and --jdbc-url.",
        "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x?password=" + SECRET);
  }

  @Test
  void wrong_user_missing_database_and_missing_tables_are_distinguished() throws SQLException {
    try (StoredFixture database = StoredFixture.withoutTables()) {
      refused(
          "The database refuses user name and password: check --jdbc-url, --jdbc-user and the"
              + " environment variable HAPPYHORSE_JDBC_PASSWORD.",
          "--jdbc-url=" + database.url().replace("user=postgres", "user=nobody"));
      refused(
          "The server has no database of that name: create it, or check --jdbc-url.",
          "--jdbc-url=" + database.url().replaceAll("test_\\d+", "missing"));
      refused(
          "The database has no tables for waits: run \"node --create-schema\" once, or schema.sql.",
          "--jdbc-url=" + database.url());
    }
  }

  @Test
  void tables_of_another_version_are_refused() throws SQLException, IOException {
    try (StoredFixture database = StoredFixture.create()) {
      database.execute("update video_schema set version = 9");
      refused(
          "The tables of the database have version 9, but this program needs version 3:"
              + " run the same version of the program on all nodes.",
          "--jdbc-url=" + database.url());
    }
  }

  @Test
  void ids_have_no_place_beside_a_database() {
    refused(
        "With --jdbc-url the tasks are those of the database: name no ids, or add them with"
            + " \"cluster.jar add\".",
        "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x",
        "asyntask_A");
  }
}
