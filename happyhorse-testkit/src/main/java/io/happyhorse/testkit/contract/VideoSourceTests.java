package io.happyhorse.testkit.contract;

/** A group of tests of a video source. {@link VideoSourcePortContract} combines all groups. */
interface VideoSourceTests {
  /** Returns the fixture, the same during a test. */
  VideoSourceFixture videos();
}
