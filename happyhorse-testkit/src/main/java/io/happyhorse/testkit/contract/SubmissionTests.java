package io.happyhorse.testkit.contract;

/** A group of tests of an adapter that submits. {@link TaskSubmitPortContract} combines all groups. */
interface SubmissionTests {
  /** Returns the fixture, the same during a test. */
  SubmissionFixture fixture();
}
