package io.happyhorse.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterCliTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(NodeCommand.KEY, "sk-test", JdbcOptions.PASSWORD, "very-secret");

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = ClusterCli.commandLine(ENVIRONMENT)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static void refused(Run run, String sentence) {
    assertThat(run.err()).isEqualToNormalizingNewlines(sentence + "\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void adds_each_id_once_and_reports_the_number_of_waits(@TempDir Path folder)
      throws SQLException, IOException {
    Path file = folder.resolve("ids.txt");
    Files.writeString(file, "# from yesterday\nasyntask_B\n\nasyntask_C\n", UTF_8);
    try (TestDatabase database = TestDatabase.withTables()) {
      String url = "--jdbc-url=" + database.url();

      assertThat(run("add", url, "asyntask_A", "--ids-file=" + file).out())
          .startsWith("3 of 3 tasks are new.");
      assertThat(run("add", url, "asyntask_A").out()).startsWith("0 of 1 tasks are new.");
      assertThat(run("status", url, "--json").out())
          .contains("\"waiting\":3", "\"succeeded\":0", "\"nodes\":[]");
      assertThat(run("status", url).out()).startsWith("waiting 3 (0 in flight");
    }
  }

  @Test
  void a_database_without_tables_is_reported_in_one_sentence() throws SQLException {
    try (TestDatabase database = TestDatabase.empty()) {
      refused(
          run("node", "--jdbc-url=" + database.url()),
          "The database has no tables for waits: run \"node --create-schema\" once, or schema.sql.");
    }
  }

  @Test
  void tables_of_another_version_are_refused() throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      database.execute("update video_schema set version = 9");

      refused(
          run("status", "--jdbc-url=" + database.url()),
          "The tables of the database have version 9, but this program needs version 2:"
              + " run the same version of the program on all nodes.");
    }
  }

  @Test
  void tables_of_version_1_are_upgraded_to_version_2_and_keep_their_rows() throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      database.execute(
          "insert into video_end (task_id, gateway, outcome, report, ended_at, by_node)"
              + " values ('asyntask_A', 'g', 'FAILURE', '{}', now(), 'n')");
      database.execute("drop table request_budget");
      database.execute("create table request_budget (gateway text primary key,"
          + " per_second double precision not null, next_slot timestamptz not null,"
          + " paused_until timestamptz not null, pause_seconds double precision not null default 0,"
          + " slots bigint not null default 0)");
      database.execute("insert into request_budget values ('g', 50, now(), now())");
      database.execute("update video_schema set version = 1");

      Schema.create(database.pool());

      Schema.check(database.pool());
      assertThat(new BudgetTable(database.pool(), "g").read().state().rate(Instant.now()))
          .isEqualTo(50);
      assertThat(database.tables().counts().failed()).isEqualTo(1);
    }
  }

  @Test
  void a_wrong_user_a_missing_database_and_no_server_have_messages_without_the_password()
      throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      refused(
          run("status", "--jdbc-url=" + database.url().replace("user=postgres", "user=nobody")),
          "The database refuses user name and password: check --jdbc-url, --jdbc-user and the"
              + " environment variable HAPPYHORSE_JDBC_PASSWORD.");
      refused(
          run("status", "--jdbc-url=" + database.url().replaceAll("test_\\d+", "missing")),
          "The server has no database of that name: create it, or check --jdbc-url.");
    }
    refused(
        run("status", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x?password=very-secret"),
        "No database can be reached: check that the server runs, and --jdbc-url.");
    refused(
        run("add", "--jdbc-url=mysql://x", "asyntask_A"),
        "--jdbc-url must begin with jdbc:postgresql:.");
  }

  @Test
  void a_missing_argument_is_reported_before_the_database_is_opened() {
    assertThat(run("add").err()).contains("--jdbc-url");
    assertThat(run("add").exitCode()).isEqualTo(2);
    refused(
        run("add", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x"),
        "No task id is given: name one or more.");
    refused(
        run("add", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "--ids-file=nowhere.txt"),
        "The task ids in 'nowhere.txt' cannot be read: check --ids-file.");
  }
}
