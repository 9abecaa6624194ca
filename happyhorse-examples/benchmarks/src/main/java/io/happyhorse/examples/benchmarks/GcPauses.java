package io.happyhorse.examples.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The longest pause of the JVM for garbage collection since this object was created. Concurrent collections do not count. */
final class GcPauses {
  private final AtomicLong longest = new AtomicLong();
  private final NotificationListener listener = (notification, handback) -> {
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    longest.accumulateAndGet(info.getGcInfo().getDuration(), Math::max);
  };

  GcPauses() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (!collector.getName().contains("Concurrent")) {
        ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
      }
    }
  }

  long longestMillis() {
    return longest.get();
  }
}
