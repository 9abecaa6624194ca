package io.happyhorse.examples.dashboard;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium. Uses the installed binaries, so that the driver library downloads nothing. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Pattern REQUESTED_URL = Pattern.compile(
      "\"method\":\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser. If none is installed, skips the test, or fails it with {@code -Dbrowser=required}. */
  static Browser start() {
    return start(
        CHROMIUM, DRIVER, "required".equals(System.getProperty("browser")), System.out::println);
  }

  static Browser start(Path chromium, Path driver, boolean required, Consumer<String> out) {
    if (!Files.isExecutable(chromium) || !Files.isExecutable(driver)) {
      String missing = "The tests of the page did not run: install chromium and chromium-driver.";
      if (required) {
        throw new IllegalStateException(missing);
      }
      out.accept(missing);
      return abort(missing);
    }
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(driver.toFile())
        .usingAnyFreePort()
        .build();
    return new Browser(new ChromeDriver(service, options(chromium)));
  }

  private static ChromeOptions options(Path chromium) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--lang=en-US",
        "--autoplay-policy=no-user-gesture-required",
        "--window-size=1360,900");
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  void open(URI address) {
    driver.get(address.toString());
  }

  /** Opens an empty page, which ends the requests of the current one. */
  void leave() {
    driver.get("about:blank");
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .dontCatchUncaughtExceptions() // of other tests in this JVM
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL_INTERVAL);
  }

  /** Waits until an element that matches the selector contains the text. */
  void awaitText(String selector, String text) {
    await("'" + text + "' in " + selector)
        .ignoreException(StaleElementReferenceException.class)
        .until(
            () -> findAll(selector).stream().anyMatch(found -> found.getText().contains(text)));
  }

  /** Waits until a JavaScript expression is true. */
  void awaitThat(String what, String condition) {
    await(what).until(() -> Boolean.TRUE.equals(evaluate("return " + condition)));
  }

  void click(String selector) {
    await(selector).until(() -> !findAll(selector).isEmpty());
    find(selector).click();
  }

  @Nullable
  Object evaluate(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String text(String selector) {
    return Objects.requireNonNull(find(selector).getText());
  }

  void type(CharSequence keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Emulates the setting {@code prefers-reduced-motion} of the system. */
  void setReducedMotion(String preference) {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", preference))));
  }

  void setWindow(int width, int height, String colorScheme) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  void setLanguage(String language) {
    Object agent = Objects.requireNonNull(evaluate("return navigator.userAgent"));
    send(
        "Network.setUserAgentOverride",
        Map.of("userAgent", agent.toString(), "acceptLanguage", language));
  }

  private void send(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  /** Saves a screenshot to {@code target/screenshots}, in the full build only: it is for people, no test reads it. */
  void screenshot(String name) {
    if (!Boolean.getBoolean("happyhorse.full")) {
      return;
    }
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /** Returns the errors on the console since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns the URLs of the requests since the last call. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .flatMap(entry -> REQUESTED_URL.matcher(entry.getMessage()).results())
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
