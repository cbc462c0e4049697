package dev.gatehouse.access;

/** What can be allowed, by its catalogue key. */
public enum Permission {
    /** See the members list and the member pages (MEM-2: every active member may). */
    MEMBERS_READ("members:read"),
    /** Invite people, resend and withdraw invitations (INV-1). */
    MEMBERS_INVITE("members:invite"),
    /** Take people out of the organization (MEM-5). */
    MEMBERS_REMOVE("members:remove"),
    /** Download the members list (MEM-7). */
    MEMBERS_EXPORT("members:export"),
    /** Give and take roles (ROL-4). */
    ROLES_ASSIGN("roles:assign"),
    /** See seats and their use (ORG-5). */
    USAGE_READ("usage:read"),
    /** Read, export and verify the audit log (AUD-1). */
    AUDIT_READ("audit:read"),
    /** Change the organization's settings (ORG-6). */
    SETTINGS_EDIT("settings:edit");

    private final String key;

    Permission(String key) {
        this.key = key;
    }

    /** The catalogue key: {@code section:action}. */
    public String key() {
        return key;
    }
}
