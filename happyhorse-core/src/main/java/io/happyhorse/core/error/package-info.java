/**
 * What can go wrong with querying, waiting and downloading: one sealed, unchecked family, a class per fact.
 *
 * <p>Start with {@link io.happyhorse.core.error.HappyHorseException}. A {@link io.happyhorse.core.error.QueryException} is about
 * one query, a {@link io.happyhorse.core.error.WaitException} about a wait, a {@link
 * io.happyhorse.core.error.DownloadException} about the download of a video. None of them says that a <em>task</em> failed: only an
 * observation does. Every one names the task, so that a task that was paid for can be queried again; and every one carries its
 * details as data, with secrets taken out.
 *
 * <p>The constructors are public so that any implementation of {@link io.happyhorse.core.port.TaskQueryPort} can throw these errors.
 *
 * @serial exclude
 */
@NullMarked
package io.happyhorse.core.error;

import org.jspecify.annotations.NullMarked;
