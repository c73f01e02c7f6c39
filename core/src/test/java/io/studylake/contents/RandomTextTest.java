package io.studylake.contents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever stands in a contents or formats file, it is read or refused with words. */
class RandomTextTest {
  private static final byte[] CONTENTS =
      """
      The CONTENTS Procedure
      LIBNAME,MEMNAME,NAME,TYPE,LENGTH,VARNUM,LABEL,FORMAT,FORMATL,FORMATD,NOBS
      SDTM,DM,AGE,1,8,2,"Age, in ""years"" für",8.2,0,0,10
      SDTM,DM,BRTHDT,1,8,1,Birth,DATE,9,0,10
      SDTM,AE,AETERM,2,200,1,Term,$20.,0,0,-1
      """
          .getBytes(UTF_8);
  private static final byte[] FORMATS =
      """
      FMTNAME,START,END,LABEL,TYPE,SEXCL,EEXCL,HLO
      AGEF,LOW,18,"child, under 18",N,N,Y,L
      SEXF,1,1,Male,N,N,N,
      YNF,**OTHER**,**OTHER**,No,N,N,N,O
      """
          .getBytes(UTF_8);
  private static final byte[] SPECIAL = ",;\t|\"\r\n\0 .$*%-19AZ\u00FF\u0081\u00C3".getBytes(UTF_8);

  private final Random random = new Random(5);

  @Test
  void contentsAreReadOrRefused() throws IOException {
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      try {
        new ContentsParser(CsvFormat.DEFAULT, Set.of())
            .parse("contents.csv", new ByteArrayInputStream(changed(CONTENTS)), new Problems());
        read++;
      } catch (ContentsException e) {
        assertThat(e).hasMessageStartingWith("Cannot read the contents contents.csv: ");
      }
    }
    assertThat(read).isBetween(500, 4_500);
  }

  @Test
  void formatsAreReadOrReported() throws IOException {
    int reported = 0;
    for (int i = 0; i < 5_000; i++) {
      Problems problems = new Problems();
      new FormatsParser(CsvFormat.DEFAULT)
          .parse("formats.csv", new ByteArrayInputStream(changed(FORMATS)), problems);
      reported += problems.stopDelivery() ? 1 : 0;
    }
    assertThat(reported).isBetween(500, 4_500);
  }

  /** Some bytes replaced, doubled or left out, or the end cut off. */
  private byte[] changed(byte[] original) {
    byte[] bytes = original.clone();
    int length = bytes.length;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = SPECIAL[random.nextInt(SPECIAL.length)];
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> System.arraycopy(original, at, bytes, at / 2, length - at);
        default -> length = random.nextInt(8) == 0 ? Math.max(1, at) : length;
      }
    }
    return java.util.Arrays.copyOf(bytes, length);
  }
}
