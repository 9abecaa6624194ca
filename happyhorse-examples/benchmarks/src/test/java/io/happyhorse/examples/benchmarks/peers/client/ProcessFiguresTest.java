package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
  @Test
  void reads_the_peak_of_the_resident_memory() {
    String status = "Name:\tjava\nVmHWM:\t  103424 kB\nVmRSS:\t   90000 kB\n";

    assertThat(ProcessFigures.peakMebibytes(status)).isEqualTo(101);
  }
}
