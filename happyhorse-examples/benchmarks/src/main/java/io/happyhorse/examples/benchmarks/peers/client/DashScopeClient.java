package io.happyhorse.examples.benchmarks.peers.client;

import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesis;
import com.alibaba.dashscope.protocol.okhttp.OkHttpClientFactory;
import java.net.URI;
import java.util.List;

/** Alibaba's SDK: {@code VideoSynthesis.wait}, which blocks, with a thread per task. */
final class DashScopeClient implements PeerClient {
  private final VideoSynthesis videos;

  DashScopeClient(URI baseUrl) {
    videos = new VideoSynthesis(baseUrl + "/api/v1");
  }

  @Override
  public void watch(List<String> ids, EndLog log) {
    TaskThreads.watch(
        ids, log, "SUCCEEDED", id -> videos.wait(id, "sk-peers").getOutput().getTaskStatus());
  }

  @Override
  public void releaseConnections() {
    OkHttpClientFactory.getOkHttpClient().connectionPool().evictAll();
  }
}
