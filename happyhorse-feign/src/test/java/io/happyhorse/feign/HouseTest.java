package io.happyhorse.feign;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the modules: adapter to core, test kit to core, and nothing else. */
class HouseTest {
  private static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.happyhorse");

  /** The one place where a library shows on purpose: a transport is any client of Feign. */
  private static final DescribedPredicate<JavaMember> TRANSPORT = DescribedPredicate.describe(
      "the transport",
      member -> member
          .getFullName()
          .equals(FeignTaskQueryBuilder.class.getName() + ".transport(feign.Client)"));

  @Test
  void the_core_knows_no_other_module() {
    doesNotKnow("io.happyhorse.core..", "io.happyhorse.feign..", "io.happyhorse.testkit..")
        .check(HOUSE);
  }

  @Test
  void the_test_kit_does_not_know_the_adapter() {
    doesNotKnow("io.happyhorse.testkit..", "io.happyhorse.feign..").check(HOUSE);
  }

  @Test
  void the_adapter_does_not_know_the_test_kit() {
    doesNotKnow("io.happyhorse.feign..", "io.happyhorse.testkit..").check(HOUSE);
  }

  private static ArchRule doesNotKnow(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .because("arrows point one way: adapter and test kit to the core");
  }

  @Test
  void the_adapter_knows_its_three_libraries_and_no_other() {
    classes()
        .that()
        .resideInAPackage("io.happyhorse.feign..")
        .and()
        .resideOutsideOfPackages("io.happyhorse.feign.micrometer..", "io.happyhorse.feign.spring..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            "java..",
            "io.happyhorse..",
            "org.jspecify.annotations",
            "feign..",
            "javax.net.ssl",
            "tools.jackson.core..",
            "dev.failsafe..",
            "org.slf4j.."))
        .because("each library in the adapter is a decision")
        .check(HOUSE);
  }

  @Test
  void no_library_shows_in_a_public_signature() {
    noLibraryShows().check(HOUSE);
  }

  private static ArchRule noLibraryShows() {
    return classes()
        .that()
        .arePublic()
        .and(resideOutsideOfPackages(
            "io.happyhorse.feign.micrometer..",
            "io.happyhorse.feign.spring..",
            "io.happyhorse.testkit.junit..",
            "io.happyhorse.testkit.assertj..",
            "io.happyhorse.testkit.contract..",
            "io.happyhorse.examples.."))
        .should(showOnlyOwnTypes())
        .because("what a caller compiles against must not change with a library");
  }

  /** Looks at supertypes and at all that is public or protected, with type arguments and declared exceptions. */
  private static ArchCondition<JavaClass> showOnlyOwnTypes() {
    return new ArchCondition<>("show only types of the JDK and of this project") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaClass> supertypes =
            Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> members = type.getMembers().stream()
            .filter(HouseTest::isVisible)
            .filter(not(TRANSPORT))
            .flatMap(HouseTest::shown);
        Stream.concat(supertypes, members)
            .map(JavaClass::getBaseComponentType)
            .filter(shown -> !shown.isPrimitive())
            .filter(not(resideInAnyPackage("java..", "javax.net.ssl", "io.happyhorse..")))
            .distinct()
            .forEach(shown -> events.add(
                SimpleConditionEvent.violated(type, type.getName() + " shows " + shown.getName())));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> shown(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.concat(
        code.getAllInvolvedRawTypes().stream(),
        code.getExceptionTypes().stream().map(JavaClass.class::cast));
  }

  @Test
  void the_adapter_and_the_test_kit_take_the_time_from_the_core_alone() {
    timeHasOneDoor().check(HOUSE);
  }

  private static ArchRule timeHasOneDoor() {
    return noClasses()
        .that()
        .resideInAnyPackage("io.happyhorse.feign..", "io.happyhorse.testkit..")
        .should()
        .callMethodWhere(target(owner(type(Thread.class))).and(target(nameMatching("sleep"))))
        .orShould()
        .callMethodWhere(target(owner(type(TimeUnit.class))).and(target(nameMatching("sleep"))))
        .orShould()
        .callMethodWhere(target(owner(type(LockSupport.class))).and(target(nameMatching("park.*"))))
        .orShould()
        .callMethodWhere(target(owner(type(System.class)))
            .and(target(nameMatching("currentTimeMillis|nanoTime"))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("now")).and(target(owner(resideInAnyPackage("java.time..")))))
        .because("time has one door");
  }

  /** Rules that cannot fail hold nothing up. */
  @Test
  void the_rules_can_fail() {
    JavaClasses tests = new ClassFileImporter().importClasses(FakeGatewayTest.class, Leak.class);

    assertThat(doesNotKnow("io.happyhorse.feign..", "io.happyhorse.testkit..")
            .evaluate(tests)
            .hasViolation())
        .isTrue();
    assertThat(noLibraryShows().evaluate(tests).getFailureReport().getDetails())
        .containsExactly(Leak.class.getName() + " shows feign.Client");
    assertThat(timeHasOneDoor().evaluate(tests).getFailureReport().getDetails()).hasSize(1);
  }

  /** What no class of the adapter may look like. */
  public static final class Leak {
    /** Shows a type of a library. */
    public Map<Instant, feign.Client> clients() {
      return Map.of(
          Instant.now(),
          (request, options) -> feign.Response.builder().request(request).build());
    }
  }
}
