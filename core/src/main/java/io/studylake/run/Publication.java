package io.studylake.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.studylake.gate.Acceptance;
import io.studylake.gate.Finding;
import io.studylake.gate.Rules;
import io.studylake.gate.Verdict;
import io.studylake.lake.CommittedTables;
import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.DeliveryTables;
import io.studylake.progress.Progress;
import io.studylake.provenance.Provenance;
import io.studylake.report.HtmlReport;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.NothingToCommitException;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreException;
import io.studylake.version.View;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code publish}: brings a branch onto {@code main} that {@code deliver --no-publish} held back,
 * or that the gate stopped and somebody accepts. Needs no Spark: all of it is on the branch.
 *
 * <p>A run that the gate stopped goes on where it ended, on a new branch: its verdict is taken back
 * in a commit of its own, so that the last one adds the run's file, as that of every passed run
 * does. Killed at any moment, the branch is published or it is not, and publishing it again says so
 * or does it.
 */
public final class Publication {
  private final Study study;
  private final VersionStore store;
  private final Progress progress;
  private final DeliveryRegister register;
  private final Landing landing;
  private final Clock clock = Clock.systemUTC();

  /** Onto the {@code main} of a study. */
  public Publication(Study study, Progress progress) {
    this.study = study;
    this.store = study.store();
    this.progress = progress;
    this.register = new DeliveryRegister(store);
    this.landing = new Landing(store);
  }

  /**
   * A branch that is published.
   *
   * @param tag the delivery, as it is tagged
   * @param commit the commit of {@code main} that published it
   * @param before whether it was published before
   * @param accepted the rules that were accepted for it now
   */
  public record Published(String tag, CommitId commit, boolean before, List<Acceptance> accepted) {
    /** Copies what is mutable. */
    public Published {
      accepted = List.copyOf(accepted);
    }
  }

  /**
   * Publishes a branch.
   *
   * @param accepted what somebody accepts of that which stopped it; a rule at most once
   * @throws PublishRefused when it cannot be published
   * @throws RulesNotAccepted when rules stop it that are not accepted
   * @throws IllegalArgumentException when a rule is accepted that may not be, or does not stop it
   * @throws io.studylake.provenance.UnsoundMainException when {@code main} holds a commit that came
   *     from no passed run
   */
  public Published publish(String branch, List<Acceptance> accepted) {
    accepted.forEach(acceptance -> Rules.requireAcceptable(acceptance.rule()));
    Optional<Published> before = published(branch);
    if (before.isPresent()) {
      return before.get();
    }
    try {
      return publishNow(branch, accepted);
    } catch (PublishRefused | RefNotFoundException | NothingToCommitException e) {
      // Somebody else may have published the very same meanwhile.
      return published(branch).orElseThrow(() -> e);
    }
  }

  private Published publishNow(String branch, List<Acceptance> accepted) {
    requireNobodyAtWork(branch);
    HeldRun held = HeldRun.read(store, branch);
    requireAccepted(held, accepted);
    CommitId main = store.require(VersionStore.MAIN);
    Provenance provenance = new Provenance(store);
    if (!provenance.reaches(main, held.base())) {
      throw moved(held, main);
    }
    provenance.requireSoundHead(main, "publish " + branch);
    if (register.taken(held.entry().tag())) {
      throw new PublishRefused(
          branch,
          "a branch or tag %s exists, and it is no published delivery. Drop it first."
              .formatted(held.entry().tag()));
    }
    try (Running running = Running.on(study);
        Posted notice = running.post("publish " + branch)) {
      notice.owns(branch);
      // From now on nobody resets or drops it; before, somebody may have.
      if (!store.head(branch).equals(held.head().id())) {
        throw new PublishRefused(branch, "somebody moved it just now. Look at it, and try again.");
      }
      progress.step("Publish", branch + " to main");
      return held.passed()
          ? merge(held, held.head(), List.of(), main)
          : accept(held, accepted, main, notice);
    } catch (MainMoved e) {
      throw moved(held, store.require(VersionStore.MAIN));
    }
  }

  /** The branch as it was published before; what was left undone then is done. */
  private Optional<Published> published(String branch) {
    Optional<RunBranchName> name = RunBranchName.parse(branch);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    CommitId head = store.require(VersionStore.MAIN);
    try (Stream<Commit> log = store.log(head)) {
      Optional<Commit> found =
          log.map(register.history()::withFigures)
              .filter(commit -> name.get().run().equals(commit.metadata().get(RunMetadata.RUN)))
              .filter(commit -> commit.metadata().containsKey(RunMetadata.DELIVERY))
              .findFirst();
      return found.map(
          commit -> {
            requirePassed(commit, branch);
            String tag = MainHistory.tag(commit);
            finish(tag, commit.id(), branch);
            return new Published(tag, commit.id(), true, List.of());
          });
    }
  }

  /** Somebody may have merged it by hand. */
  private void requirePassed(Commit commit, String branch) {
    new Provenance(store)
        .flaw(commit)
        .ifPresent(
            flaw -> {
              throw new PublishRefused(
                  branch,
                  "commit %s on main holds it already, and came from no passed run (%s). Look at it with `studylake verify`, and take main back (docs/commands.md says how)."
                      .formatted(commit.id().abbreviated(), flaw));
            });
  }

  private void requireNobodyAtWork(String branch) {
    try (Running running = Running.on(study)) {
      running
          .owner(branch)
          .ifPresent(
              notice -> {
                throw new PublishRefused(
                    branch, "%s is at work on it. Wait until that ends.".formatted(notice.words()));
              });
    }
  }

  private PublishRefused moved(HeldRun held, CommitId main) {
    return new PublishRefused(
        held.branch(),
        "main moved since its run started, and holds %s now (commit %s). Deliver its folder again: studylake deliver DIR --study %s --delivery %s%s"
            .formatted(
                register.history().heldTag(main).orElse("no delivery"),
                main.abbreviated(),
                study.name(),
                held.entry().delivery(),
                held.entry().revision() > 1 ? " --replace" : ""));
  }

  private void requireAccepted(HeldRun held, List<Acceptance> accepted) {
    Set<String> stopping =
        held.stopping().stream()
            .map(Finding::rule)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!held.passed() && (stopping.isEmpty() || errors(held) > 0)) {
      throw new PublishRefused(
          held.branch(),
          "its files have problems, which nobody can accept: see study.`%s`.meta.problems. Have them corrected, or deliver again with --policy quarantine."
              .formatted(held.branch()));
    }
    for (Acceptance acceptance : accepted) {
      if (held.passed() || !stopping.contains(acceptance.rule())) {
        throw new IllegalArgumentException(
            "Cannot accept %s: it does not stop %s.".formatted(acceptance.rule(), held.branch()));
      }
    }
    List<String> rules = accepted.stream().map(Acceptance::rule).toList();
    if (held.passed() || rules.containsAll(stopping)) {
      return;
    }
    stopping.stream().filter(rule -> !Rules.acceptable(rule)).forEach(Rules::requireAcceptable);
    throw new RulesNotAccepted(
        held.branch(),
        held.stopping().stream().filter(finding -> !rules.contains(finding.rule())).toList());
  }

  /** Problems of the files that stop the run, which the gate has nothing to do with. */
  private long errors(HeldRun held) {
    try (CommittedTables tables = CommittedTables.of(study, held.head().id())) {
      return DeliveryTables.errors(tables, held.run());
    }
  }

  private Published accept(HeldRun held, List<Acceptance> accepted, CommitId main, Posted notice) {
    String name = Study.branchOf(held.entry().tag(), RunId.next(clock.instant()));
    notice.owns(name);
    String path = HeldRun.path(held.run());
    String reports = RunPage.path(held.run());
    List<String> told = accepted.stream().map(Acceptance::toString).toList();
    Optional<byte[]> page = store.read(new View.Committed(held.head().id()), reports);
    try (WorkBranch branch =
        study.goOn(
            new RunId(held.run()), held.entry().tag(), name, held.head().id(), held.base())) {
      store.remove(name, path);
      page.ifPresent(written -> store.remove(name, reports));
      store.commit(name, "Take back that %s is stopped".formatted(held.entry().tag()), Map.of());
      new DeliveryTables(branch).accept(held.run(), String.join("; ", told));
      branch.write(path, Json.bytes(accepted(held, accepted)));
      page.ifPresent(written -> branch.write(reports, HtmlReport.accepted(written, told)));
      branch.linkData();
      Map<String, String> metadata = new TreeMap<>(held.head().metadata());
      metadata.put(RunMetadata.PASSED, "true");
      accepted.forEach(
          acceptance -> metadata.put(RunMetadata.ACCEPTED + acceptance.rule(), acceptance.told()));
      Commit commit =
          landing.commit(
              branch, "publish " + held.branch(), "Delivery " + held.entry().tag(), metadata);
      Published published = merge(held, commit, accepted, main);
      drop(name);
      return published;
    } catch (RuntimeException | Error e) {
      drop(name);
      throw e;
    }
  }

  private static ObjectNode accepted(HeldRun held, List<Acceptance> accepted) {
    ObjectNode file = held.file().deepCopy();
    file.put("passed", true);
    file.put("outcome", "accepted");
    file.set(
        "findings",
        Json.tree(new Verdict(held.findings(), List.of()).accepting(accepted).findings()));
    // Some of it may have been accepted when it was delivered.
    ArrayNode list =
        file.path("accepted") instanceof ArrayNode before ? before : file.putArray("accepted");
    for (Acceptance acceptance : accepted) {
      list.addObject()
          .put("rule", acceptance.rule())
          .put("reason", acceptance.reason())
          .put("user", acceptance.user());
    }
    return file;
  }

  /** Merges into {@code main}, whose head may have hook files that the run has not seen. */
  private Published merge(HeldRun held, Commit commit, List<Acceptance> accepted, CommitId main) {
    Commit merge = landing.merge(commit, main);
    // No tag then: its name stays free for the delivery after main was taken back.
    landing.requireMadeOn(merge, held.base(), "Delivery " + held.entry().tag());
    finish(held.entry().tag(), merge.id(), held.branch());
    return new Published(held.entry().tag(), merge.id(), false, accepted);
  }

  private void finish(String tag, CommitId commit, String branch) {
    try {
      if (!register.taken(tag)) {
        register.tag(tag, commit);
      }
      store.dropBranch(branch);
    } catch (VersionStoreException e) {
      // It is published; the next run makes the tag.
      progress.note(
          "Delivery %s is published, but not tagged yet: %s".formatted(tag, e.getMessage()));
    }
  }

  private void drop(String branch) {
    try {
      store.dropBranch(branch);
    } catch (VersionStoreException e) {
      progress.note(
          "Branch %s is left over (%s); it can be dropped.".formatted(branch, e.getMessage()));
    }
  }
}
