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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterCliTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(NodeCommand.API_KEY_VARIABLE, "sk-test", JdbcOptions.PASSWORD_VARIABLE, "very-secret");

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

  private static void assertRejected(Run run, String sentence) {
    assertThat(run.err()).isEqualToNormalizingNewlines(sentence + "\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void add_adds_each_id_once_and_prints_the_number_of_new_waits(@TempDir Path folder)
      throws SQLException, IOException {
    Path file = folder.resolve("ids.txt");
    Files.writeString(file, "\uFEFFasyntask_B\r\n# from yesterday\n\nasyntask_C\n", UTF_8);
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
      assertRejected(
          run("node", "--jdbc-url=" + database.url()),
          "The database has no tables of a cluster: run \"cluster.jar node --create-schema\" once,"
              + " or schema.sql.");
    }
  }

  @Test
  void tables_of_another_version_are_rejected() throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      database.execute("update video_schema set version = 9");
      assertRejected(
          run("status", "--jdbc-url=" + database.url()),
          "The tables of the database have version 9, but this program needs version 3:"
              + " use the newer version of the program.");

      database.execute("update video_schema set version = 2");
      assertRejected(
          run("status", "--jdbc-url=" + database.url()),
          "The tables of the database have version 2, but this program needs version 3:"
              + " stop the nodes of the older version, and run \"cluster.jar node --create-schema\".");
    }
  }

  @Test
  void tables_of_version_1_are_upgraded_to_version_3_and_keep_their_rows() throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      database.execute(
          "insert into video_end (task_id, gateway, outcome, report, ended_at, by_node)"
              + " values ('asyntask_A', 'g', 'FAILURE', '{}', now(), 'n')");
      renameToVersion2(database);
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
  void tables_of_version_2_are_upgraded_to_version_3_with_their_downloads_and_deliveries()
      throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      renameToVersion2(database);
      database.execute("update video_schema set version = 2");
      for (String name : List.of("keep", "tell")) {
        database.execute("insert into video_" + name
            + " (task_name, task_instance, execution_time, picked, version)"
            + " values ('" + name + "', 'asyntask_A', now(), false, 1)");
      }

      Schema.create(database.pool());

      Schema.check(database.pool());
      assertThat(database.tables().counts().toDownload()).isEqualTo(1);
      assertThat(database.strings("select task_name from video_download"))
          .containsExactly(Executions.DOWNLOAD);
      assertThat(database.strings("select task_name from video_delivery"))
          .containsExactly(Executions.DELIVERY);
    }
  }

  private static void renameToVersion2(TestDatabase database) throws SQLException {
    database.execute("alter table video_download rename to video_keep");
    database.execute("alter table video_delivery rename to video_tell");
    database.execute("alter table video_end rename column video_file to kept_as");
    database.execute("alter table video_end rename column downloaded_at to kept_at");
    database.execute("alter table video_end rename column delivered_at to told_at");
    database.execute("alter index video_end_not_downloaded rename to video_end_unkept");
  }

  @Test
  void the_messages_for_a_wrong_user_a_missing_database_and_no_server_do_not_contain_the_password()
      throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      assertRejected(
          run("status", "--jdbc-url=" + database.url().replace("user=postgres", "user=missing")),
          "The database rejects the user name or the password: check --jdbc-url, --jdbc-user and the"
              + " environment variable HAPPYHORSE_JDBC_PASSWORD.");
      assertRejected(
          run("status", "--jdbc-url=" + database.url().replaceAll("test_\\d+", "missing")),
          "The server has no database with the name in --jdbc-url: create it, or check the name.");
    }
    assertRejected(
        run("status", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x?password=very-secret"),
        "The database server cannot be reached: check that it runs, and check --jdbc-url.");
    assertRejected(
        run("add", "--jdbc-url=mysql://x", "asyntask_A"),
        "--jdbc-url must begin with jdbc:postgresql:.");
  }

  @Test
  void a_missing_argument_is_reported_before_the_database_is_opened() {
    assertThat(run("add").err()).contains("--jdbc-url");
    assertThat(run("add").exitCode()).isEqualTo(2);
    assertRejected(
        run("add", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x"),
        "No task id is given: name at least one, or use --ids-file.");
    assertRejected(
        run("add", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "--ids-file=nowhere.txt"),
        "The task ids in 'nowhere.txt' cannot be read: check --ids-file.");
  }

  @Test
  void an_argument_that_is_not_understood_is_named_without_the_value_of_an_option() {
    assertRejected(run("nod"), "Unknown command 'nod': see 'cluster --help'.");
    assertRejected(
        run("node", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "asyntask_A"),
        "Unexpected argument 'asyntask_A': see 'cluster node --help'.");
    assertRejected(
        run("status", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "--password=very-secret"),
        "Unknown option: '--password': see 'cluster status --help'.");
    assertRejected(
        run("node", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "--rate=fast"),
        "Invalid value for option '--rate': 'fast' is not a number");
    assertRejected(
        run("node", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "--threads=1.5"),
        "Invalid value for option '--threads': '1.5' is not a whole number");
    assertRejected(
        run("node", "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x", "--heartbeat=5s"),
        "Invalid value for option '--heartbeat': '5s' is not a duration: use one such as PT15S");
  }

  @Test
  void a_folder_for_videos_that_cannot_be_created_is_reported(@TempDir Path dir)
      throws IOException {
    Path folder = Files.createFile(dir.resolve("file")).resolve("videos");

    assertRejected(
        run(
            "node",
            "--jdbc-url=jdbc:postgresql://127.0.0.1:1/x",
            "--gateway-url=http://127.0.0.1:1",
            "--download=" + folder),
        "'" + folder + "' cannot be created or used as a folder for videos: check --download.");
  }
}
