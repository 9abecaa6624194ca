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

/** The rooms of the core, and who may know whom. */
class RoomsTest {
  private static final String HOUSE = "io.happyhorse.core.";
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
        room("submit", "task", "error", "port", "time"),
        room("schedule", "task", "internal"),
        room("download", "task", "error", "port", "time", "internal"),
        room("watch", "task", "error", "lifecycle", "port", "schedule", "time", "internal"));
  }

  private static Arguments room(String name, String... mayKnow) {
    return Arguments.of(name, mayKnow);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rooms")
  void each_room_knows_only_the_rooms_it_may(String room, String... mayKnow) {
    onlyKnows(room, mayKnow).check(CORE);
  }

  private static ArchRule onlyKnows(String room, String... mayKnow) {
    String[] packages = Stream.concat(
            Stream.of("java..", "javax.net.ssl", "org.jspecify.annotations", HOUSE + room),
            Arrays.stream(mayKnow).map(HOUSE::concat))
        .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(HOUSE + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .because("arrows between the rooms point one way, and the core has no dependency");
  }

  @Test
  void rooms_have_no_cycles() {
    slices().matching("io.happyhorse.core.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void every_room_has_its_rule() {
    assertThat(CORE.stream().map(type -> type.getPackageName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            rooms().map(room -> HOUSE + room.get()[0]).toList());
  }

  @Test
  void files_are_for_downloads_and_the_outbox_alone() {
    filesAreForDownloadsAndTheOutboxAlone().check(CORE);
  }

  /** Only an error names a file, as a value; it opens none. */
  private static ArchRule filesAreForDownloadsAndTheOutboxAlone() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(HOUSE + "download", HOUSE + "submit")
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
  void names_of_hosts_and_certificates_are_for_the_download_alone() {
    networkIsForTheDownloadAlone().check(CORE);
  }

  private static ArchRule networkIsForTheDownloadAlone() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(HOUSE + "download")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.net.ssl..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InetAddress.class)
        .because("the rules of tasks and waits work without a resolver and certificates");
  }

  @Test
  void time_has_one_door() {
    timeHasOneDoor().check(CORE);
  }

  private static ArchRule timeHasOneDoor() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.happyhorse.core.time")
        .should()
        .callMethodWhere(readsTheTimeOrPauses())
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("a test that hands in a virtual time must own all of it");
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

  /** Rules that cannot fail hold nothing up. */
  @Test
  void the_rules_can_fail() {
    JavaClasses intruder = new ClassFileImporter().importClasses(Intruder.class);

    assertThat(violations(filesAreForDownloadsAndTheOutboxAlone(), intruder))
        .anyMatch(detail -> detail.contains(Files.class.getName()))
        .anyMatch(detail -> detail.contains(FileChannel.class.getName()))
        .anyMatch(detail -> detail.contains(File.class.getName()));
    assertThat(violations(networkIsForTheDownloadAlone(), intruder))
        .anyMatch(detail -> detail.contains(InetAddress.class.getName()))
        .anyMatch(detail -> detail.contains(SSLContext.class.getName()));
    assertThat(violations(timeHasOneDoor(), intruder)).hasSize(5);
    assertThat(onlyKnows("task").evaluate(CORE).hasViolation()).isFalse();
    assertThat(onlyKnows("watch", "task").evaluate(CORE).hasViolation()).isTrue();
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }

  static final class Intruder {
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
