package io.happyhorse.testkit.contract;

/** A group of tests of an adapter. {@link TaskQueryPortContract} combines all groups. */
interface PortTests {
  /** Returns the fixture, the same during a test. */
  ContractFixture fixture();
}
