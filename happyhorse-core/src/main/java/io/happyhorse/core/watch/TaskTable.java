package io.happyhorse.core.watch;

import io.happyhorse.core.task.TaskId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The watched tasks by their ids. Not thread-safe.
 *
 * <p>A hash table whose buckets are linked lists of the tasks themselves: unlike a {@code HashMap}, it has no entry object for each of
 * what may be a million tasks.
 */
final class TaskTable implements Iterable<WatchedTask> {
  private static final int FEW = 64;

  /** The first task of each bucket; the number of buckets is a power of 2. */
  private @Nullable WatchedTask[] buckets = new @Nullable WatchedTask[FEW];

  private int size;

  int size() {
    return size;
  }

  @Nullable
  WatchedTask find(TaskId id) {
    int hash = hash(id);
    WatchedTask task = buckets[bucket(hash)];
    while (task != null && !(task.hash == hash && task.id.equals(id))) {
      task = task.nextInBucket;
    }
    return task;
  }

  /** Adds a task whose id is not in the table. */
  void add(WatchedTask task) {
    if (size == buckets.length) {
      grow();
    }
    size++;
    link(task);
  }

  private void link(WatchedTask task) {
    int bucket = bucket(task.hash);
    task.nextInBucket = buckets[bucket];
    buckets[bucket] = task;
  }

  private void grow() {
    Iterator<WatchedTask> all = iterator();
    buckets = new @Nullable WatchedTask[2 * buckets.length];
    all.forEachRemaining(this::link);
  }

  /** Removes a task that is in the table. */
  void remove(WatchedTask task) {
    int bucket = bucket(task.hash);
    WatchedTask before = null;
    for (WatchedTask at = buckets[bucket]; at != null && at != task; at = at.nextInBucket) {
      before = at;
    }
    if (before == null) {
      buckets[bucket] = task.nextInBucket;
    } else {
      before.nextInBucket = task.nextInBucket;
    }
    size--;
  }

  Stream<WatchedTask> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /** Returns an iterator; the task that it returned last may be removed. */
  @Override
  public Iterator<WatchedTask> iterator() {
    return new BucketIterator(buckets);
  }

  private int bucket(int hash) {
    return hash & (buckets.length - 1);
  }

  /** Returns the hash of an id, whose higher bits affect the lower ones. */
  static int hash(TaskId id) {
    int hash = id.hashCode();
    return hash ^ (hash >>> Character.SIZE);
  }

  private static final class BucketIterator implements Iterator<WatchedTask> {
    private final @Nullable WatchedTask[] buckets;
    private int bucket;
    private @Nullable WatchedTask next;

    BucketIterator(@Nullable WatchedTask[] buckets) {
      this.buckets = buckets;
      skipEmptyBuckets();
    }

    private void skipEmptyBuckets() {
      while (next == null && bucket < buckets.length) {
        next = buckets[bucket];
        bucket++;
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public WatchedTask next() {
      WatchedTask task = next;
      if (task == null) {
        throw new NoSuchElementException();
      }
      next = task.nextInBucket;
      skipEmptyBuckets();
      return task;
    }
  }
}
