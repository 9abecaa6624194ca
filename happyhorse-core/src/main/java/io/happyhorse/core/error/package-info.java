/**
 * What can go wrong with asking and waiting: one sealed, unchecked family, a class per fact.
 *
 * <p>Start with {@link io.happyhorse.core.error.HappyHorseException}. A {@link io.happyhorse.core.error.QueryException} is about
 * one question, a {@link io.happyhorse.core.error.WaitException} about a wait. None of them says that a <em>task</em> failed:
 * that is an answer of the gateway. Every one names the task, so that a task that was paid for can be asked for again; and
 * every one carries its details as data, with secrets taken out.
 *
 * <p>The constructors are public so that any implementation of {@link io.happyhorse.core.port.TaskQueryPort} can speak this
 * language.
 *
 * @serial exclude
 */
@NullMarked
package io.happyhorse.core.error;

import org.jspecify.annotations.NullMarked;
