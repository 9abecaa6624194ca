package io.happyhorse.testkit.contract;

/** Tests of an adapter, by the name of what it does. {@link TaskQueryPortContract} has them all. */
interface PortTests {
  /** Returns what the tests run on, the same for the whole of a test. */
  ContractFixture fixture();
}
