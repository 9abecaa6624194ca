/** Prints the first message of the demo while Maven builds it. Run from its source. */
final class Building {
  private Building() {}

  public static void main(String[] arguments) {
    System.out.println("Building the demo: about 10 s, and longer the first time, for downloads.");
  }
}
