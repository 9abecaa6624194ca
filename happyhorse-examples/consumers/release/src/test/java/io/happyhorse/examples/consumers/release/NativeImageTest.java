package io.happyhorse.examples.consumers.release;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import feign.RequestLine;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata for GraalVM lists the classes and resources that are looked up by name at run time. */
class NativeImageTest {
  private static final String METADATA =
      "/META-INF/native-image/io.happyhorse/happyhorse-feign/reachability-metadata.json";
  private static final List<String> PACKAGES =
      List.of("io.happyhorse.core..", "io.happyhorse.feign");
  private static final Pattern REFLECTION = Pattern.compile(
      "java\\.lang\\.Class\\.(forName|newInstance|get(Declared)?(Method|Constructor|Field)s?)"
          + "|java\\.lang\\.reflect\\.Proxy\\..*|java\\.util\\.ServiceLoader\\..*"
          + "|java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.(find|unreflect).*|.*FieldUpdater\\.newUpdater");

  private final JavaClasses classes =
      new ClassFileImporter().importPackages("io.happyhorse.core", "io.happyhorse.feign");

  @Test
  void lists_every_interface_that_feign_implements() throws Exception {
    List<String> proxied = classes.stream()
        .filter(type -> type.getMethods().stream()
            .anyMatch(method -> method.isAnnotatedWith(RequestLine.class)))
        .map(JavaClass::getName)
        .toList();

    assertThat(proxied).isNotEmpty().allSatisfy(name -> {
      assertThat(metadata().get("reflection"))
          .anySatisfy(
              entry -> assertThat(entry.at("/type/proxy/0").asString("")).isEqualTo(name))
          .anySatisfy(entry -> {
            assertThat(entry.get("type").asString("")).isEqualTo(name);
            assertThat(entry.get("allDeclaredMethods").asBoolean()).isTrue();
          });
    });
  }

  @Test
  void lists_every_resource() throws Exception {
    assertThat(metadata().get("resources"))
        .extracting(resource -> resource.get("glob").asString())
        .containsExactly("io/happyhorse/feign/version.txt");
    assertThat(getClass().getResource("/io/happyhorse/feign/version.txt")).isNotNull();
  }

  @Test
  void lists_types_that_exist() throws Exception {
    for (JsonNode entry : metadata().get("reflection")) {
      JsonNode type = entry.get("type");
      String name = type.isString() ? type.asString() : type.at("/proxy/0").asString();
      assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
    }
  }

  @Test
  void lists_all_since_no_other_code_uses_reflection() {
    noClasses()
        .that()
        .resideInAnyPackage(PACKAGES.toArray(String[]::new))
        .should()
        .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("finds a member by its name") {
          @Override
          public boolean test(JavaAccess<?> access) {
            return REFLECTION
                .matcher(access.getTargetOwner().getName() + "." + access.getName())
                .matches();
          }
        })
        .check(classes);
  }

  private JsonNode metadata() throws Exception {
    try (InputStream json = getClass().getResourceAsStream(METADATA)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(json, METADATA));
    }
  }
}
