package io.happyhorse.examples.consumers.release;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A type and its visible members as text. The members are sorted, since their order in a class file depends on the compiler. */
final class ApiText {
  private static final int SHOWN_MODIFIERS =
      Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL | Modifier.PROTECTED;

  private ApiText() {}

  static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  static List<String> of(Class<?> type) {
    List<String> lines = new ArrayList<>(List.of(header(type)));
    Stream.of(fields(type), constructors(type), methods(type))
        .flatMap(members -> members)
        .map(member -> "  " + member)
        .sorted()
        .forEach(lines::add);
    return lines;
  }

  private static String header(Class<?> type) {
    StringBuilder header = new StringBuilder(modifiers(type.getModifiers() & ~Modifier.STATIC))
        .append(type.isSealed() ? "sealed " : "")
        .append(kind(type))
        .append(' ')
        .append(type.getName())
        .append(TypeText.parameters(type));
    AnnotatedType parent = type.getAnnotatedSuperclass();
    if (parent != null
        && !List.of(Object.class, Record.class).contains(type.getSuperclass())
        && !type.isEnum()) {
      header.append(" extends ").append(TypeText.of(parent));
    }
    if (type.getInterfaces().length > 0) {
      header.append(" implements ").append(TypeText.list(type.getAnnotatedInterfaces()));
    }
    if (type.isSealed()) {
      header.append(Arrays.stream(type.getPermittedSubclasses())
          .map(Class::getName)
          .map(name -> name.substring(name.lastIndexOf('.') + 1).replace('$', '.'))
          .sorted() // compilers order them differently
          .collect(Collectors.joining(", ", " permits ", "")));
    }
    return header.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "annotation";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static Stream<String> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
        .map(ApiText::field);
  }

  private static String field(Field field) {
    return field.isEnumConstant()
        ? field.getName()
        : modifiers(field.getModifiers()) + field.getName() + ": "
            + TypeText.of(field.getAnnotatedType());
  }

  private static Stream<String> constructors(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(constructor -> isVisible(constructor.getModifiers()) && !constructor.isSynthetic())
        .map(ApiText::constructor);
  }

  private static String constructor(Constructor<?> constructor) {
    return modifiers(constructor.getModifiers()) + "new" + signature(constructor);
  }

  private static Stream<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic())
        .map(ApiText::method);
  }

  private static String method(Method method) {
    return (method.isDefault() ? "default " : "") + modifiers(method.getModifiers())
        + method.getName() + TypeText.parameters(method) + signature(method) + ": "
        + TypeText.of(method.getAnnotatedReturnType());
  }

  private static String signature(Executable executable) {
    return "(" + TypeText.list(executable.getAnnotatedParameterTypes()) + ")"
        + (executable.getExceptionTypes().length == 0
            ? ""
            : " throws " + TypeText.list(executable.getAnnotatedExceptionTypes()));
  }

  private static String modifiers(int modifiers) {
    String shown = Modifier.toString(modifiers & SHOWN_MODIFIERS);
    return shown.isEmpty() ? "" : shown + " ";
  }
}
