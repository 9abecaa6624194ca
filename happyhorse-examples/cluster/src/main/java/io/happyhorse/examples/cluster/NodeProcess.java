package io.happyhorse.examples.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a separate process, which can be killed, suspended and resumed. */
final class NodeProcess implements AutoCloseable {
  private static final long KILL_TIMEOUT_SECONDS = 10;

  private final String name;
  private final Process process;

  private NodeProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts this program in a new process with the same class path; returns after its first line of output. */
  static NodeProcess start(String name, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx96m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:MaxMetaspaceSize=96m",
        "-cp",
        System.getProperty("java.class.path"),
        ClusterCli.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (out.readLine() == null) {
      throw new IOException(
          "Node " + name + " did not start: run \"cluster.jar node\" by hand to see the error.");
    }
    return new NodeProcess(name, process);
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    boolean unused = process.waitFor(KILL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Sends SIGSTOP. */
  void suspend() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Sends SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException(
          "Node " + name + " cannot be sent " + signal + ": its process has ended.");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
