package io.studylake.gate;

import io.studylake.base.BaseTable;
import io.studylake.base.Members;
import io.studylake.ingest.RawTable;
import io.studylake.keys.KeyMapState;
import java.util.List;
import java.util.Map;

/**
 * What the gate judges on.
 *
 * @param delivery the delivery's name
 * @param parent the parent snapshot as people name it: a delivery, else a commit
 * @param parentRows rows by dataset in the parent snapshot
 * @param raw the raw tables of this delivery
 * @param base the base tables of this delivery
 * @param members who is in the parent snapshot and in this delivery
 * @param keyMaps the state of each key map
 */
public record Evidence(
    String delivery,
    String parent,
    Map<String, Long> parentRows,
    List<RawTable> raw,
    List<BaseTable> base,
    Members members,
    List<KeyMapState> keyMaps) {}
