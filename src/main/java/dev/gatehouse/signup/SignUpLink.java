package dev.gatehouse.signup;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.MemberId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that opens an organization's sign-up form (CRE-6, INV-8).
 *
 * @param code what stands in the address: {@code /j/<code>}
 * @param department where whoever takes it will be; null for where everybody comes first
 * @param departmentPath its names from the top down; null where there is none, or it is gone
 * @param createdBy the admin, or the colleague who invites
 * @param by what to call them; null where nobody knows any more
 * @param byActive whether they are an active member
 * @param expiresAt null for never
 * @param mostUses null for as often as one likes
 * @param endedAt when somebody switched it off or replaced it
 */
public record SignUpLink(
        UUID id,
        String code,
        Kind kind,
        @Nullable DepartmentId department,
        @Nullable String departmentPath,
        MemberId createdBy,
        @Nullable String by,
        boolean byActive,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer mostUses,
        int uses,
        @Nullable Instant endedAt) {

    /** Whom it is for. */
    public enum Kind {
        /** For whoever stands before it. */
        DEPARTMENT,
        /** From one colleague to others. */
        COLLEAGUE;

        /** As in the database, the address and the text keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it opens anything. */
    public enum Standing {
        OPEN,
        /** Switched off, or replaced. */
        ENDED,
        EXPIRED,
        USED_UP,
        /** The department that it led into is gone. */
        NO_DEPARTMENT,
        /** The colleague who invites is no active member any more. */
        NO_COLLEAGUE;

        /** As in the text keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands by itself; the organization may have switched off what it leads to. */
    public Standing standing(Instant now) {
        if (endedAt != null) return Standing.ENDED;
        if (expiresAt != null && !expiresAt.isAfter(now)) return Standing.EXPIRED;
        if (mostUses != null && uses >= mostUses) return Standing.USED_UP;
        if (department != null && departmentPath == null) return Standing.NO_DEPARTMENT;
        return kind == Kind.COLLEAGUE && !byActive ? Standing.NO_COLLEAGUE : Standing.OPEN;
    }
}
