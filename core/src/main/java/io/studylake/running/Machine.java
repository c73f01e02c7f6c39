package io.studylake.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Where this process runs, and whether another one that ran here is gone.
 *
 * @param host the name of the machine, for people
 * @param id the same for two processes exactly when each can look up the other's number: on Linux
 *     the boot and the namespace of process numbers, since containers share the first and a machine
 *     that was started anew has given its numbers again; elsewhere the host. Empty when unknown
 * @param user who this process runs as; a system may hide the processes of others
 */
record Machine(String host, String id, String user) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESS_NUMBERS = Path.of("/proc/self/ns/pid");

  /** A clock that is put right moves the start of processes, but not by so much. */
  private static final Duration CLOCK_PUT_RIGHT = Duration.ofMinutes(1);

  /** This process's. */
  static Machine here() {
    String host = hostName();
    return new Machine(host, id(host), System.getProperty("user.name", ""));
  }

  /** Whether a process surely is at work no more. */
  boolean knowsGone(Notice notice) {
    if (id.isEmpty() || !id.equals(notice.machine()) || !user.equals(notice.user())) {
      return false;
    }
    return ProcessHandle.of(notice.pid())
        .filter(ProcessHandle::isAlive)
        .map(process -> isAnother(process, notice))
        .orElse(true);
  }

  /** Whether its number was given again. */
  private static boolean isAnother(ProcessHandle process, Notice notice) {
    Instant latest = notice.startedAt().plus(CLOCK_PUT_RIGHT);
    return process.info().startInstant().map(start -> start.isAfter(latest)).orElse(false);
  }

  private static String id(String host) {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return host;
    }
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESS_NUMBERS);
    } catch (IOException e) {
      return "";
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
