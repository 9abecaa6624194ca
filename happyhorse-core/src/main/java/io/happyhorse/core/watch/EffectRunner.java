package io.happyhorse.core.watch;

import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the effects of an event into actions. Their order, and the pending work of a virtual time, are determined while the lock
 * is held; the actions run without it.
 */
final class EffectRunner {
  private final TimeSource time;
  private final PollRunner polls;
  private final Planner planner;
  private final CallbackExecutor callbacks;
  private final @Nullable WatcherListener listener;
  private final Consumer<WatchedTask> plan;

  EffectRunner(
      WatcherSettings settings,
      PollRunner polls,
      Planner planner,
      CallbackExecutor callbacks,
      Consumer<WatchedTask> plan) {
    this.time = settings.time();
    this.listener = settings.listener();
    this.polls = polls;
    this.planner = planner;
    this.callbacks = callbacks;
    this.plan = plan;
  }

  List<Runnable> actions(List<Effect> effects) {
    if (effects.isEmpty()) {
      return List.of();
    }
    List<Runnable> actions = new ArrayList<>(effects.size());
    for (Effect effect : effects) {
      Runnable action = effect instanceof Effect.ToRecipient notification
          ? callback(notification)
          : action(effect);
      if (action != null) {
        actions.add(action);
      }
    }
    return actions;
  }

  private @Nullable Runnable action(Effect effect) {
    if (effect instanceof Effect.StartPoll start) {
      PendingWork activity = time.begin(start.poll().task);
      return () -> polls.start(start.poll(), activity);
    }
    if (effect instanceof Effect.Interrupt interrupt) {
      return during(interrupt.poll().task, () -> polls.interrupt(interrupt.poll()));
    }
    if (effect instanceof Effect.Plan due) {
      return during(due.task(), () -> plan.accept(due.task()));
    }
    if (effect instanceof Effect.Leave leave) {
      return () -> planner.left(leave.task(), leave.task().state(), leave.elapsed());
    }
    if (effect instanceof Effect.Publish publish) {
      return event(publish.event());
    }
    return polls::addThread;
  }

  private static Runnable during(PendingWork activity, Runnable action) {
    return () -> {
      try {
        SafeCalls.run(action);
      } finally {
        activity.close();
      }
    };
  }

  private Runnable during(Object what, Runnable action) {
    return during(time.begin(what), action);
  }

  private @Nullable Runnable callback(Effect.ToRecipient effect) {
    WaitRecipient recipient = effect.openWait().recipient;
    return recipient.enqueue(effect) ? callback(recipient, recipient::drain) : null;
  }

  private @Nullable Runnable event(WatcherEvent event) {
    WatcherListener to = listener;
    return to == null ? null : callback("an event of the watcher", () -> to.onEvent(event));
  }

  private Runnable callback(Object from, Runnable callback) {
    PendingWork activity = time.begin(from);
    return () -> callbacks.execute(() -> {
      activity.bindToCurrentThread();
      during(activity, callback).run();
    });
  }

  /** Notifies the watcher's listener of an event from outside of the state. */
  void publish(WatcherEvent event) {
    Runnable action = event(event);
    if (action != null) {
      action.run();
    }
  }
}
