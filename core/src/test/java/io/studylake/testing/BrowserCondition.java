package io.studylake.testing;

/** Whether Chromium is installed, or can be. */
final class BrowserCondition extends InstalledCondition {
  BrowserCondition() {
    super("browser", "needs Chromium: install it, or run testenv/install browser as root");
  }
}
