package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * The end of a script.
 *
 * @param failReason why the task fails; null if it succeeds
 * @param mode how the video was made
 * @param video the video, if it succeeds
 * @param throughProxy whether the link leads to the gateway instead of the storage host
 */
record ScriptEnd(
    @Nullable String failReason, VideoMode mode, FakeVideo video, boolean throughProxy) {
  static final ScriptEnd SUCCESS = new ScriptEnd(null, VideoMode.T2V, FakeVideo.sample(), false);

  boolean succeeds() {
    return failReason == null;
  }

  ScriptEnd withFailReason(String value) {
    return new ScriptEnd(value, mode, video, throughProxy);
  }

  ScriptEnd withMode(VideoMode value) {
    return new ScriptEnd(failReason, value, video, throughProxy);
  }

  ScriptEnd withVideo(FakeVideo value) {
    return new ScriptEnd(failReason, mode, value, throughProxy);
  }

  ScriptEnd withLinkThroughProxy() {
    return new ScriptEnd(failReason, mode, video, true);
  }
}
