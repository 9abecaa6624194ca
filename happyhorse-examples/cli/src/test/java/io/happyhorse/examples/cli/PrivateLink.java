package io.happyhorse.examples.cli;

import io.happyhorse.testkit.TaskScript;

/** A task whose video is at an address that is refused as a private one, though it leads to this machine. */
final class PrivateLink {
  private PrivateLink() {}

  static TaskScript succeeding() {
    return TaskScript.succeeding()
        .edited(data -> data.computeIfPresent(
            "result_url", (name, url) -> url.toString().replace("//localhost:", "//0.0.0.0:")));
  }
}
