package io.studylake.testing;

/** Whether Azurite is installed, or can be. */
final class AzuriteCondition extends InstalledCondition {
  AzuriteCondition() {
    super(
        "azurite",
        "needs Azurite: install Node.js 20 or later with npm, then run testenv/install azurite");
  }
}
