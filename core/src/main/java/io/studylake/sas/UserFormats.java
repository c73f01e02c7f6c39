package io.studylake.sas;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numeric user formats that a formats file describes. */
public final class UserFormats implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No formats file: every code stays as it is. */
  public static final UserFormats NONE = new UserFormats();

  private final Map<String, UserFormat> byName = new TreeMap<>();

  private UserFormats() {}

  /**
   * The formats of the rows of a formats file.
   *
   * @param rows in the file's order; those that are not {@linkplain FormatRow#defect usable} are
   *     left out
   */
  public static UserFormats of(List<FormatRow> rows) {
    UserFormats formats = new UserFormats();
    for (FormatRow row : rows) {
      if (row.isNumeric() && row.defect().isEmpty()) {
        row.addTo(
            formats.byName.computeIfAbsent(
                SasFormat.of(row.name(), 0, 0).name(), n -> new UserFormat()));
      }
    }
    return formats;
  }

  /** Whether no numeric format is described. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** What a format prints, as text that is equal for equal labels; empty where it is not known. */
  public String describe(SasFormat format) {
    UserFormat found = find(format);
    return found.isKnown() ? found.toString() : "";
  }

  UserFormat find(SasFormat format) {
    return byName.getOrDefault(format.name(), UserFormat.UNKNOWN);
  }
}
