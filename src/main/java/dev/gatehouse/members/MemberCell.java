package dev.gatehouse.members;

import dev.gatehouse.access.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Status, source and role of a member in one number, as the column {@code member.cell} holds it: every filter on the three
 * is a set of cells.
 */
record MemberCell(int number) {

    static final int PER_STATUS = 6;
    static final int PER_SOURCE = 3;
    static final int ADMIN = 0;
    static final int NO_ROLE = 2;

    /** As in the function {@code member_cell}: the order in which a list sorted by status shows them. */
    private static final List<MemberStatus> STATUSES = List.of(
            MemberStatus.REGISTERED,
            MemberStatus.REGISTERING,
            MemberStatus.INVITED,
            MemberStatus.CREATED,
            MemberStatus.BLOCKED,
            MemberStatus.TERMINATED);

    static final List<MemberCell> ALL = IntStream.range(0, STATUSES.size() * PER_STATUS)
            .mapToObj(MemberCell::new)
            .toList();

    static MemberCell of(MemberStatus status, boolean sso, @Nullable Role role) {
        var place =
                switch (role) {
                    case ORGANIZATION_ADMIN -> ADMIN;
                    case MEMBER -> 1;
                    case null -> NO_ROLE;
                };
        return new MemberCell(STATUSES.indexOf(status) * PER_STATUS + (sso ? PER_SOURCE : 0) + place);
    }

    MemberStatus status() {
        return STATUSES.get(number / PER_STATUS);
    }

    boolean sso() {
        return number % PER_STATUS >= PER_SOURCE;
    }

    /** 0 for administrators, 1 for members, 2 without a role. */
    int role() {
        return number % PER_SOURCE;
    }
}
