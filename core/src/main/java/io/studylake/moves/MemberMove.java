package io.studylake.moves;

/**
 * What a move of a ref does to the members of one entity. Their keys stay whatever happens.
 *
 * @param entity as in {@code keys.<entity>}
 * @param now members that the delivery holds before the move
 * @param then members that it holds afterwards
 * @param gone those that are there before alone
 * @param back those that are there afterwards alone
 */
public record MemberMove(String entity, long now, long then, long gone, long back) {}
