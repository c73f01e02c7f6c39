package io.studylake.testing;

/** Whether MinIO and lakeFS are installed, or can be built. */
final class ServersCondition extends InstalledCondition {
  ServersCondition() {
    super(
        "servers", "needs lakeFS and MinIO: install Go 1.26.4 or later, then run testenv/install");
  }
}
