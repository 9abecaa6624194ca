/**
 * The errors of querying, submitting, waiting and downloading: one sealed, unchecked family with one class per fact.
 *
 * <p>Start with {@link io.happyhorse.core.error.HappyHorseException}. A {@link io.happyhorse.core.error.QueryException} is about one
 * query, a {@link io.happyhorse.core.error.WaitException} about a wait, a {@link io.happyhorse.core.error.DownloadException} about a
 * download, a {@link io.happyhorse.core.error.SubmitException} about a submission. None of them means that a <em>task</em> failed,
 * which is a result. Each names the task if its id is known, so that a paid task can be queried again, and carries its details as data
 * without secrets.
 *
 * <p>The constructors are public for implementations of the ports.
 *
 * @serial exclude
 */
@NullMarked
package io.happyhorse.core.error;

import org.jspecify.annotations.NullMarked;
