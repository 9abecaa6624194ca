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

/** The dependencies between the modules: the adapter and the test kit depend on the core, and there are no others. */
class ModulesTest {
  private static final JavaClasses PROJECT = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.happyhorse");

  /** The one place that exposes a library on purpose: a transport is any client of Feign. */
  private static final DescribedPredicate<JavaMember> TRANSPORT = DescribedPredicate.describe(
      "the transport",
      member -> member
          .getFullName()
          .equals(FeignTaskQueryBuilder.class.getName() + ".transport(feign.Client)"));

  @Test
  void the_core_depends_on_no_other_module() {
    doesNotDependOn("io.happyhorse.core..", "io.happyhorse.feign..", "io.happyhorse.testkit..")
        .check(PROJECT);
  }

  @Test
  void the_test_kit_does_not_depend_on_the_adapter() {
    doesNotDependOn("io.happyhorse.testkit..", "io.happyhorse.feign..").check(PROJECT);
  }

  @Test
  void the_adapter_does_not_depend_on_the_test_kit() {
    doesNotDependOn("io.happyhorse.feign..", "io.happyhorse.testkit..").check(PROJECT);
  }

  private static ArchRule doesNotDependOn(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .because("dependencies have one direction: from the adapter and the test kit to the core");
  }

  @Test
  void the_adapter_depends_only_on_its_libraries() {
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
        .check(PROJECT);
  }

  @Test
  void no_public_signature_exposes_a_library() {
    noSignatureExposesALibrary().check(PROJECT);
  }

  private static ArchRule noSignatureExposesALibrary() {
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
        .should(exposeOnlyOwnTypes())
        .because("the API of a caller must not change with a library");
  }

  /** Checks supertypes and all public and protected members, with type arguments and declared exceptions. */
  private static ArchCondition<JavaClass> exposeOnlyOwnTypes() {
    return new ArchCondition<>("expose only types of the JDK and of this project") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaClass> supertypes =
            Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> members = type.getMembers().stream()
            .filter(ModulesTest::isVisible)
            .filter(not(TRANSPORT))
            .flatMap(ModulesTest::exposed);
        Stream.concat(supertypes, members)
            .map(JavaClass::getBaseComponentType)
            .filter(exposed -> !exposed.isPrimitive())
            .filter(not(resideInAnyPackage("java..", "javax.net.ssl", "io.happyhorse..")))
            .distinct()
            .forEach(exposed -> events.add(SimpleConditionEvent.violated(
                type, type.getName() + " exposes " + exposed.getName())));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> exposed(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.concat(
        code.getAllInvolvedRawTypes().stream(),
        code.getExceptionTypes().stream().map(JavaClass.class::cast));
  }

  @Test
  void the_adapter_and_the_test_kit_read_the_time_only_through_the_core() {
    onlyTheCoreReadsTheTime().check(PROJECT);
  }

  private static ArchRule onlyTheCoreReadsTheTime() {
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
        .because("a test that passes a virtual time controls all of it");
  }

  /** A rule that cannot fail protects nothing. */
  @Test
  void the_rules_can_fail() {
    JavaClasses tests = new ClassFileImporter().importClasses(FakeGatewayTest.class, Leak.class);

    assertThat(doesNotDependOn("io.happyhorse.feign..", "io.happyhorse.testkit..")
            .evaluate(tests)
            .hasViolation())
        .isTrue();
    assertThat(noSignatureExposesALibrary().evaluate(tests).getFailureReport().getDetails())
        .containsExactly(Leak.class.getName() + " exposes feign.Client");
    assertThat(onlyTheCoreReadsTheTime().evaluate(tests).getFailureReport().getDetails())
        .hasSize(1);
  }

  /** A class that violates the rules of the adapter. */
  public static final class Leak {
    /** Exposes a type of a library. */
    public Map<Instant, feign.Client> clients() {
      return Map.of(
          Instant.now(),
          (request, options) -> feign.Response.builder().request(request).build());
    }
  }
}
