package io.happyhorse.testkit.contract;

/** Tests of a video source, by the name of what it does. {@link VideoSourcePortContract} has them all. */
interface VideoSourceTests {
  /** Returns what the tests run on, the same for the whole of a test. */
  VideoSourceFixture videos();
}
