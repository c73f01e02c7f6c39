package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.refs.Refs;
import io.studylake.version.CommitId;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code tag}. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the tags of a study, makes one, or deletes one that somebody made.",
      "",
      "A tag names one commit and never moves. Each published delivery has one, which stays.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake tag --study pilot",
      "  studylake tag --study pilot interim-analysis --at d3",
      "  studylake tag --study pilot interim-analysis --delete"
    })
public final class Tag implements Callable<Integer> {
  /**
   * A tag as programs are told of it.
   *
   * @param kind {@code delivery} for a published one's, else {@code made}
   * @param since when its commit was made
   */
  private record TagFacts(String name, String kind, String commit, Instant since) {}

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The new tag: letters, digits, '_' and '-', no '-' in front.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "REF",
      description = "Branch, tag or commit that it names; default: main.")
  private Optional<String> at = Optional.empty();

  @Option(names = "--delete", description = "Deletes the tag; never a published delivery's.")
  private boolean delete;

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Tag() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("tag", args);
  }

  @Override
  public Integer call() {
    if (name.isEmpty() && (delete || at.isPresent())) {
      throw new IllegalArgumentException(
          "Cannot %s a tag without a name. Give one.".formatted(delete ? "delete" : "make"));
    }
    if (delete && at.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot delete tag '%s' with --at: it names where a new one goes. Leave it out."
              .formatted(name.get()));
    }
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "tag");
    try (Study study = Study.open(configuration.lake(), common.study())) {
      Refs refs = new Refs(study);
      if (name.isEmpty()) {
        list(refs);
      } else if (delete) {
        delete(refs, study.name(), name.get());
      } else {
        MadeFacts made = MadeFacts.of(refs.tag(name.get(), at.orElse("main")));
        format.print(out(), made, words -> made.print(words, "tag"));
      }
    }
    return ExitCode.OK.code();
  }

  private void list(Refs refs) {
    List<TagFacts> tags =
        refs.tags().stream()
            .map(
                tag ->
                    new TagFacts(
                        tag.name(),
                        tag.delivery() ? "delivery" : "made",
                        tag.commit().value(),
                        tag.since()))
            .toList();
    format.print(out(), tags, words -> print(tags, words));
  }

  private static void print(List<TagFacts> tags, PrintWriter out) {
    TextTable table =
        new TextTable(List.of("tag", "kind", "age", "commit"), List.of(false, false, true, false));
    Instant now = Instant.now();
    for (TagFacts tag : tags) {
      table.add(
          List.of(
              tag.name(),
              tag.kind(),
              Ages.words(tag.since(), now),
              new CommitId(tag.commit()).abbreviated()));
    }
    table.print(out);
  }

  private void delete(Refs refs, String study, String tag) {
    MadeFacts dropped = new MadeFacts(tag, refs.dropTag(tag).value(), true);
    format.print(
        out(),
        dropped,
        words -> {
          words.println(
              "Deleted tag %s, which was at %s."
                  .formatted(tag, new CommitId(dropped.commit()).abbreviated()));
          words.println(
              "  Until the next vacuum this makes it again: studylake tag --study %s %s --at %s"
                  .formatted(study, tag, dropped.commit()));
        });
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
