package io.happyhorse.examples.cli;

import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.GatewayCheck;
import io.happyhorse.feign.GatewayCheck.Step;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks the connection to the gateway. */
@Command(
    name = "check",
    description = {
      "Checks proxy, connection, certificate, base URL and API key.",
      "Sends one GET /v1/models, which is free."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class CheckCommand implements Callable<Integer>, UsesGateway {
  @ParentCommand
  private HappyHorseCli parent;

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final GatewayOptions options = new GatewayOptions();

  @Override
  public GatewayOptions gatewayOptions() {
    return options;
  }

  @Override
  public Integer call() {
    FeignTaskQuery tasks = HappyHorseCli.checked(spec, () -> options.gateway(parent));
    GatewayCheck check = tasks.check();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(check)));
    } else {
      for (Step step : Step.values()) {
        out.println(String.format(Locale.ROOT, "%-11s %s", label(step), result(check, step)));
      }
    }
    out.flush();
    Step failedAt = check.failedAt();
    if (failedAt == null) {
      return ExitCode.SUCCESS;
    }
    spec.commandLine().getErr().println(message(check));
    return kind(failedAt).exitCode();
  }

  private static String label(Step step) {
    return step == Step.TLS ? "TLS" : step.name().toLowerCase(Locale.ROOT);
  }

  private static String result(GatewayCheck check, Step step) {
    Step failedAt = check.failedAt();
    if (failedAt == null || step.compareTo(failedAt) < 0) {
      return success(check, step);
    }
    return step == failedAt ? "FAILED" : "not tried";
  }

  /** Returns the text for a step that has succeeded. */
  private static String success(GatewayCheck check, Step step) {
    return switch (step) {
      case PROXY -> check.proxy() == null ? "none" : check.proxy() + " works";
      case CONNECTION -> check.origin() + " responds";
      case TLS ->
        isTls(check) ? "certificate trusted" : "none: plain http, the key is sent unencrypted";
      case GATEWAY -> "is a HappyHorse gateway";
      case KEY -> "accepted; it may use " + models(check.models().size());
    };
  }

  private static String models(int number) {
    return number == 1 ? "1 model" : number + " models";
  }

  private static boolean isTls(GatewayCheck check) {
    return "https".equals(check.origin().getScheme());
  }

  private static String message(GatewayCheck check) {
    return check.problem() + ". " + check.advice();
  }

  private static ErrorKind kind(Step failedAt) {
    return switch (failedAt) {
      case PROXY -> ErrorKind.PROXY;
      case CONNECTION -> ErrorKind.NETWORK;
      case TLS -> ErrorKind.CERTIFICATE;
      case GATEWAY -> ErrorKind.GATEWAY;
      case KEY -> ErrorKind.AUTH;
    };
  }

  private static Map<String, @Nullable Object> json(GatewayCheck check) {
    Step failedAt = check.failedAt();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("gateway", check.origin().toString());
    json.put("proxy", check.proxy());
    json.put("tls", isTls(check));
    json.put("failed_at", failedAt == null ? null : failedAt.name().toLowerCase(Locale.ROOT));
    json.put("models", check.models());
    json.put(
        "error",
        failedAt == null ? null : Json.error(kind(failedAt), message(check), check.httpStatus()));
    return json;
  }
}
