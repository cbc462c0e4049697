package dev.gatehouse.access;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What can be allowed, by its key in the catalogue: {@code feature:action}. The catalogue itself is data, the table
 * {@code permission}, to which applications add (ROL-1); here stand the keys that this server asks for itself.
 */
public record Permission(String key) {

    // First, because the keys below are checked with it.
    private static final Pattern FORM = Pattern.compile("[a-z_]+:[a-z_]+");

    /** See the members list and the member pages (MEM-2: every active member may). */
    public static final Permission MEMBERS_READ = new Permission("members:read");
    /** Invite people, resend and withdraw invitations (INV-1). */
    public static final Permission MEMBERS_INVITE = new Permission("members:invite");
    /** Make members directly (CRE-1). */
    public static final Permission MEMBERS_CREATE = new Permission("members:create");
    /** Send activation links, give one-time passwords, let somebody set a new password (ACT-1, ACT-2, ACT-4). */
    public static final Permission MEMBERS_ACTIVATE = new Permission("members:activate");
    /** Change where members stand and what kind of person they are (LIF-6). */
    public static final Permission MEMBERS_EDIT = new Permission("members:edit");
    /** Download the members list (MEM-7). */
    public static final Permission MEMBERS_EXPORT = new Permission("members:export");
    /** End somebody's access, and give it back (LIF-2). */
    public static final Permission MEMBERS_DEACTIVATE = new Permission("members:deactivate");
    /** Take people out of the organization (MEM-5). */
    public static final Permission MEMBERS_REMOVE = new Permission("members:remove");
    /** See the teams (MEM-2: every active member may). */
    public static final Permission TEAMS_READ = new Permission("teams:read");
    /** Make teams, and edit those that one made (TEA-1, TEA-3). */
    public static final Permission TEAMS_CREATE = new Permission("teams:create");
    /** Edit and delete every team (TEA-3). */
    public static final Permission TEAMS_EDIT = new Permission("teams:edit");
    /** Say which teams new people join by themselves (TEA-2). */
    public static final Permission TEAMS_ONBOARD = new Permission("teams:onboard");
    /** See roles, and who holds which (MEM-2: every active member may). */
    public static final Permission ROLES_READ = new Permission("roles:read");
    /** Give and take roles (ROL-4), as far as one holds what they allow (ROL-3). */
    public static final Permission ROLES_ASSIGN = new Permission("roles:assign");
    /** Make and change custom roles (ROL-1). */
    public static final Permission ROLES_EDIT = new Permission("roles:edit");
    /** See which hubs and repositories there are (MEM-2: every active member may). */
    public static final Permission HUBS_READ = new Permission("hubs:read");
    /** Reach what is in a hub (ORG-3). */
    public static final Permission HUBS_VIEW = new Permission("hubs:view");
    /** Make, rename, archive and restore hubs and repositories (ORG-2). */
    public static final Permission HUBS_MANAGE = new Permission("hubs:manage");
    /** Reach what is in a repository (ORG-3). */
    public static final Permission REPOSITORIES_VIEW = new Permission("repositories:view");
    /** Write in a repository. */
    public static final Permission CONTENT_CREATE = new Permission("content:create");
    /** Change what others wrote in a repository. */
    public static final Permission CONTENT_EDIT = new Permission("content:edit");
    /** Publish what is in a repository. */
    public static final Permission CONTENT_PUBLISH = new Permission("content:publish");
    /** See seats and their use (ORG-5). */
    public static final Permission USAGE_READ = new Permission("usage:read");
    /** Read, export and verify the audit log (AUD-1). */
    public static final Permission AUDIT_READ = new Permission("audit:read");
    /** Change the organization's settings (ORG-6). */
    public static final Permission SETTINGS_EDIT = new Permission("settings:edit");

    /** All that this server asks for itself. */
    public static final List<Permission> OWN = List.of(
            MEMBERS_READ,
            MEMBERS_INVITE,
            MEMBERS_CREATE,
            MEMBERS_ACTIVATE,
            MEMBERS_EDIT,
            MEMBERS_EXPORT,
            MEMBERS_DEACTIVATE,
            MEMBERS_REMOVE,
            TEAMS_READ,
            TEAMS_CREATE,
            TEAMS_EDIT,
            TEAMS_ONBOARD,
            ROLES_READ,
            ROLES_ASSIGN,
            ROLES_EDIT,
            HUBS_READ,
            HUBS_VIEW,
            HUBS_MANAGE,
            REPOSITORIES_VIEW,
            CONTENT_CREATE,
            CONTENT_EDIT,
            CONTENT_PUBLISH,
            USAGE_READ,
            AUDIT_READ,
            SETTINGS_EDIT);

    public Permission {
        if (!FORM.matcher(key).matches()) throw new IllegalArgumentException("a permission is feature:action");
    }

    /** Whether a text from outside could be a key. */
    static boolean wellFormed(String key) {
        return FORM.matcher(key).matches();
    }

    @Override
    public String toString() {
        return key;
    }
}
