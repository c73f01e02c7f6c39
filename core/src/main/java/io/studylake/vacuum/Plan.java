package io.studylake.vacuum;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a vacuum would delete. */
public final class Plan {
  private final List<StudyFile> files;
  private final Kept kept;
  private final List<String> unknown;

  Plan(List<StudyFile> files, Kept kept, List<String> unknown) {
    this.files = List.copyOf(files);
    this.kept = kept;
    this.unknown = List.copyOf(unknown);
  }

  /**
   * What stays.
   *
   * @param reached files that a ref reaches
   * @param reachedBytes their size together
   * @param young files that no ref reaches and that are too young
   * @param youngBytes their size together
   * @param before files written after this moment are too young
   */
  public record Kept(
      long reached, long reachedBytes, long young, long youngBytes, Instant before) {}

  /** What is freed, by table and kind. */
  public List<Freed> freed() {
    Map<String, Map<Kind, List<StudyFile>>> grouped = new TreeMap<>();
    files.forEach(
        file ->
            grouped
                .computeIfAbsent(file.place().owner(), owner -> new EnumMap<>(Kind.class))
                .computeIfAbsent(file.place().kind(), kind -> new ArrayList<>())
                .add(file));
    List<Freed> freed = new ArrayList<>();
    grouped.forEach(
        (owner, kinds) ->
            kinds.forEach(
                (kind, of) -> freed.add(new Freed(owner, kind.words(), of.size(), bytesOf(of)))));
    return freed;
  }

  /** How many files are to be deleted. */
  public long count() {
    return files.size();
  }

  /** Their size together. */
  public long bytes() {
    return bytesOf(files);
  }

  /** What stays. */
  public Kept kept() {
    return kept;
  }

  /** Paths in the study's folder whose names neither studylake nor Iceberg gives: never touched. */
  public List<String> unknown() {
    return unknown;
  }

  /** Locations of what is to be deleted, in order. */
  public List<String> locations() {
    return files.stream().map(StudyFile::location).sorted().toList();
  }

  /** The files of the archive, or those of tables. */
  List<StudyFile> files(boolean archived) {
    return files.stream()
        .filter(file -> file.place().kind().isArchived() == archived)
        .sorted(Comparator.comparing(StudyFile::location))
        .toList();
  }

  private static long bytesOf(List<StudyFile> of) {
    return of.stream().mapToLong(StudyFile::bytes).sum();
  }
}
