package io.happyhorse.examples.consumers.release;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Types as text, without packages; {@code ?} follows a type that may be null. */
final class TypeText {
  private TypeText() {}

  static String of(AnnotatedType type) {
    return unmarked(type) + (isNullable(type) ? "?" : "");
  }

  static String list(AnnotatedType[] types) {
    return Arrays.stream(types).map(TypeText::of).collect(Collectors.joining(", "));
  }

  /** Returns type parameters with their bounds, in angle brackets; nothing if there are none. */
  static String parameters(GenericDeclaration declaration) {
    TypeVariable<?>[] parameters = declaration.getTypeParameters();
    return parameters.length == 0
        ? ""
        : Arrays.stream(parameters)
            .map(TypeText::parameter)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String parameter(TypeVariable<?> parameter) {
    String bounds = Arrays.stream(parameter.getAnnotatedBounds())
        .map(TypeText::of)
        .filter(bound -> !bound.equals("Object"))
        .collect(Collectors.joining(" & "));
    return parameter.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  private static boolean isNullable(AnnotatedType type) {
    return Arrays.stream(type.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getSimpleName().equals("Nullable"));
  }

  private static String unmarked(AnnotatedType type) {
    if (type instanceof AnnotatedArrayType array) {
      return of(array.getAnnotatedGenericComponentType()) + "[]";
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      return name(((ParameterizedType) generic.getType()).getRawType()) + "<"
          + list(generic.getAnnotatedActualTypeArguments()) + ">";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
      String upper = list(wildcard.getAnnotatedUpperBounds());
      return lower.length > 0
          ? "? super " + list(lower)
          : upper.equals("Object") ? "?" : "? extends " + upper;
    }
    return name(type.getType());
  }

  private static String name(Type type) {
    String name = type.getTypeName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }
}
