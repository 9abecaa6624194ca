package io.happyhorse.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.happyhorse.core.error.DownloadDetails;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the core and the dependencies each of them may have. */
class RoomsTest {
  private static final String ROOT = "io.happyhorse.core.";
  private static final JavaClasses CORE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.happyhorse.core");

  static Stream<Arguments> rooms() {
    return Stream.of(
        room("task"),
        room("error", "task", "internal"),
        room("lifecycle", "task", "error"),
        room("internal"),
        room("port", "task", "error", "internal"),
        room("wire", "task", "error", "port", "internal"),
        room("time"),
        room("submit", "task", "error", "port", "time", "internal"),
        room("schedule", "task", "internal"),
        room("download", "task", "error", "port", "time", "internal"),
        room("watch", "task", "error", "lifecycle", "port", "schedule", "time", "internal"));
  }

  private static Arguments room(String name, String... permitted) {
    return Arguments.of(name, permitted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rooms")
  void each_room_depends_only_on_permitted_rooms(String room, String... permitted) {
    dependsOnlyOn(room, permitted).check(CORE);
  }

  private static ArchRule dependsOnlyOn(String room, String... permitted) {
    String[] packages = Stream.concat(
            Stream.of("java..", "javax.net.ssl", "org.jspecify.annotations", ROOT + room),
            Arrays.stream(permitted).map(ROOT::concat))
        .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(ROOT + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .because("dependencies between the rooms have one direction, and the core has no others");
  }

  @Test
  void rooms_have_no_cycles() {
    slices().matching("io.happyhorse.core.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void every_room_has_a_rule() {
    assertThat(CORE.stream().map(type -> type.getPackageName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            rooms().map(room -> ROOT + room.get()[0]).toList());
  }

  @Test
  void only_downloads_and_the_outbox_use_files() {
    onlyDownloadsAndTheOutboxUseFiles().check(CORE);
  }

  /** Only an error names a file, as a value; it opens none. */
  private static ArchRule onlyDownloadsAndTheOutboxUseFiles() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "download", ROOT + "submit")
        .and(DescribedPredicate.not(belongTo(type(DownloadDetails.class))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(File.class)
        .because("the rules of tasks and waits work without a disk");
  }

  @Test
  void only_downloads_use_host_names_and_certificates() {
    onlyDownloadsUseTheNetwork().check(CORE);
  }

  private static ArchRule onlyDownloadsUseTheNetwork() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "download")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.net.ssl..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InetAddress.class)
        .because("the rules of tasks and waits work without a resolver and certificates");
  }

  @Test
  void only_the_time_room_reads_the_time_or_pauses() {
    onlyTheTimeRoomReadsTheTimeOrPauses().check(CORE);
  }

  private static ArchRule onlyTheTimeRoomReadsTheTimeOrPauses() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.happyhorse.core.time")
        .should()
        .callMethodWhere(readsTheTimeOrPauses())
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("a test that passes a virtual time controls all of it");
  }

  private static DescribedPredicate<JavaMethodCall> readsTheTimeOrPauses() {
    return DescribedPredicate.describe("reads the time or pauses", call -> {
      String owner = call.getTargetOwner().getName();
      String method = call.getName();
      return switch (method) {
        case "now" -> owner.startsWith("java.time.");
        case "sleep", "currentTimeMillis", "nanoTime" -> owner.startsWith("java.");
        default -> method.startsWith("park") && owner.equals(LockSupport.class.getName());
      };
    });
  }

  /** A rule that cannot fail protects nothing. */
  @Test
  void the_rules_can_fail() {
    JavaClasses violation = new ClassFileImporter().importClasses(Violation.class);

    assertThat(violations(onlyDownloadsAndTheOutboxUseFiles(), violation))
        .anyMatch(detail -> detail.contains(Files.class.getName()))
        .anyMatch(detail -> detail.contains(FileChannel.class.getName()))
        .anyMatch(detail -> detail.contains(File.class.getName()));
    assertThat(violations(onlyDownloadsUseTheNetwork(), violation))
        .anyMatch(detail -> detail.contains(InetAddress.class.getName()))
        .anyMatch(detail -> detail.contains(SSLContext.class.getName()));
    assertThat(violations(onlyTheTimeRoomReadsTheTimeOrPauses(), violation)).hasSize(5);
    assertThat(dependsOnlyOn("task").evaluate(CORE).hasViolation()).isFalse();
    assertThat(dependsOnlyOn("watch", "task").evaluate(CORE).hasViolation()).isTrue();
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }

  static final class Violation {
    String machine(SSLContext tls, FileChannel channel, File file) throws IOException {
      return Files.readString(file.toPath())
          + InetAddress.getByName("localhost")
          + tls.getProtocol()
          + channel.size();
    }

    Duration age(Instant start) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(1);
      LockSupport.parkNanos(1);
      return Duration.between(start, Instant.now())
          .plusMillis(System.currentTimeMillis() - System.nanoTime());
    }
  }
}
