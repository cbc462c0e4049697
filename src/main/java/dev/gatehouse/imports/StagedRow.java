package dev.gatehouse.imports;

import dev.gatehouse.members.NewMember;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that was read: a person to come, or what is wrong with it.
 *
 * @param member who they will be
 * @param person as far as they could be read; whole where nothing is wrong
 * @param role what they get in the whole organization; null for nothing
 * @param way how a way in is opened; null for none
 * @param code what is kept of the one-time password; null without one
 * @param print by which two rows with the same one-time password are found; null where none stands in the file
 */
record StagedRow(
        int number,
        MemberId member,
        SubjectId subject,
        NewMember person,
        @Nullable RoleId role,
        @Nullable RowWay way,
        @Nullable String code,
        @Nullable Long print,
        List<Problem> problems) {

    boolean wrong() {
        return !problems.isEmpty();
    }
}
