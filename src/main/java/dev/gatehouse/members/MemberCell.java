package dev.gatehouse.members;

import dev.gatehouse.access.Level;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Status, source and level of a member in one number, as the column {@code member.cell} holds it: every filter on the three
 * is a set of cells.
 */
record MemberCell(int number) {

    static final int PER_STATUS = 10;
    static final int PER_SOURCE = 5;
    /** Without any permission. */
    static final int NO_LEVEL = 4;

    /** As in the function {@code member_cell}: the order in which a list sorted by status shows them. */
    private static final List<MemberStatus> STATUSES = List.of(
            MemberStatus.REGISTERED,
            MemberStatus.REGISTERING,
            MemberStatus.INVITED,
            MemberStatus.CREATED,
            MemberStatus.BLOCKED,
            MemberStatus.TERMINATED);

    private static final List<Level> LEVELS = Arrays.asList(Level.values());

    static final List<MemberCell> ALL = IntStream.range(0, STATUSES.size() * PER_STATUS)
            .mapToObj(MemberCell::new)
            .toList();

    static MemberCell of(MemberStatus status, boolean sso, @Nullable Level level) {
        return new MemberCell(STATUSES.indexOf(status) * PER_STATUS
                + (sso ? PER_SOURCE : 0)
                + (level == null ? NO_LEVEL : LEVELS.indexOf(level)));
    }

    MemberStatus status() {
        return STATUSES.get(number / PER_STATUS);
    }

    boolean sso() {
        return number % PER_STATUS >= PER_SOURCE;
    }

    /** Status, source and which kind of administrator, as {@code member_words.standing} holds them. */
    int standing() {
        return number / PER_SOURCE * NO_LEVEL + Math.min(level(), NO_LEVEL - 1);
    }

    /** The place of a level, the highest first; {@link #NO_LEVEL} without any. */
    int level() {
        return number % PER_SOURCE;
    }

    /** Whether it is a cell of this level. */
    boolean at(Level level) {
        return level() == LEVELS.indexOf(level);
    }
}
