package io.happyhorse.feign;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the modules: adapter to core, test kit to core, and nothing else. */
class HouseTest {
  private static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.happyhorse");

  @Test
  void the_core_knows_nobody() {
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
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            "java..",
            "io.happyhorse..",
            "org.jspecify.annotations",
            "feign..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
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
    return methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(resideOutsideOfPackages("io.happyhorse.feign.wire.."))
        .should(showOnlyOwnTypes())
        .because("what a caller compiles against must not change with a library");
  }

  private static ArchCondition<JavaMethod> showOnlyOwnTypes() {
    return new ArchCondition<>("show only types of the JDK and of this project") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !type.isPrimitive())
            .filter(not(resideInAnyPackage("java..", "io.happyhorse..")))
            .forEach(type -> events.add(SimpleConditionEvent.violated(
                method, method.getFullName() + " shows " + type.getName())));
      }
    };
  }

  @Test
  void the_adapter_takes_the_time_from_the_core_alone() {
    noClasses()
        .that()
        .resideInAnyPackage("io.happyhorse.feign..", "io.happyhorse.testkit..")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .because("time has one door")
        .check(HOUSE);
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
        .singleElement()
        .asString()
        .endsWith("client() shows feign.Client");
    assertThat(tests.get(Leak.class).getModifiers()).contains(JavaModifier.PUBLIC);
  }

  /** What no class of the adapter may look like. */
  public static final class Leak {
    /** Shows a type of a library. */
    public feign.Client client() {
      return (request, options) -> feign.Response.builder().request(request).build();
    }
  }
}
