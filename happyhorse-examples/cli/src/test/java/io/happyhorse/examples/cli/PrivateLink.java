package io.happyhorse.examples.cli;

import io.happyhorse.testkit.TaskScript;

/** A task whose video is at a private address that leads to this machine. */
final class PrivateLink {
  private PrivateLink() {}

  static TaskScript succeeding() {
    return TaskScript.succeeding()
        .edited(data -> data.computeIfPresent(
            "result_url", (name, url) -> url.toString().replace("//localhost:", "//0.0.0.0:")));
  }
}
