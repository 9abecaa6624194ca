package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.sql.SQLException;

/** Delivers the end of a task to the sink. Thread-safe. */
record DeliveryExecution(OutcomeSink sink, EndTable ends, DatabaseClock clock)
    implements ExecutionHandler<String> {
  @Override
  public CompletionHandler<String> execute(
      TaskInstance<String> instance, ExecutionContext context) {
    try {
      TaskEnd end = ends.find(instance.getId());
      if (end == null) {
        return new CompletionHandler.OnCompleteRemove<>();
      }
      deliver(end);
      return ends.recordDelivery(end, context.getExecution())
          ? (done, operations) -> {} // the transaction has removed the row
          // Meanwhile a later end has replaced this one. It must be delivered, too.
          : (done, operations) -> operations.reschedule(done, clock.now());
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  /** Omits the sink's message, since it may contain secrets. */
  private void deliver(TaskEnd end) {
    try {
      sink.ended(end);
    } catch (InterruptedException stopping) {
      throw new ClusterException("The node is stopping; the delivery is repeated later.");
    } catch (Exception refused) {
      throw new ClusterException("The sink did not accept the end of " + end.id() + " ("
          + refused.getClass().getName() + ").");
    }
  }
}
