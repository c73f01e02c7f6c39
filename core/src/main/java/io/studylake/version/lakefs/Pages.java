package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.model.Pagination;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A listing that the server gives page by page, fetched as far as it is read. */
final class Pages {
  /** The most that the server gives at once. */
  static final int PAGE = 1000;

  private Pages() {}

  /** One page, and whether there are more. */
  record Page<T>(List<T> results, Pagination pagination) {}

  /** Fetches a page. */
  interface Source<T> {
    /**
     * The page after an offset.
     *
     * @param after the last page's offset; empty for the first page
     * @param amount entries wanted
     */
    Page<T> fetch(String after, int amount);
  }

  /** At most so many entries, from the first on. */
  static <T> List<T> upTo(int limit, Source<T> source) {
    List<T> all = new ArrayList<>();
    String after = "";
    while (all.size() < limit) {
      Page<T> page = source.fetch(after, Math.min(PAGE, limit - all.size()));
      all.addAll(page.results());
      if (!page.pagination().getHasMore()) {
        break;
      }
      after = page.pagination().getNextOffset();
    }
    return all;
  }

  /** All entries, a first page fetched now and the others as they are read. */
  static <T> Stream<T> stream(int pageSize, Source<T> source) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Walk<>(pageSize, source), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private static final class Walk<T> implements Iterator<T> {
    private final int pageSize;
    private final Source<T> source;
    private Page<T> page;
    private int at;

    Walk(int pageSize, Source<T> source) {
      this.pageSize = pageSize;
      this.source = source;
      this.page = source.fetch("", pageSize);
    }

    @Override
    public boolean hasNext() {
      while (at >= page.results().size() && page.pagination().getHasMore()) {
        page = source.fetch(page.pagination().getNextOffset(), pageSize);
        at = 0;
      }
      return at < page.results().size();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.results().get(at++);
    }
  }
}
