package dev.gatehouse.organizations;

import dev.gatehouse.access.CatalogueEntry;
import dev.gatehouse.access.Grant;
import dev.gatehouse.platform.GrantId;
import java.util.List;

/**
 * Who may do something at a hub or a repository, as its page shows it.
 *
 * @param grants what is given at exactly this place, as far as a page shows it
 * @param takeable which of those the viewer may take away
 * @param around what is given around it and holds here too, the first of it
 * @param more whether there is more around it than that
 * @param viewer what the viewer may do here
 * @param mayManage whether the viewer may rename, archive and restore it
 * @param mayGive whether the viewer may give roles here
 */
public record PlaceAccess(
        List<Grant> grants,
        List<GrantId> takeable,
        List<Grant> around,
        boolean more,
        List<CatalogueEntry> viewer,
        boolean mayManage,
        boolean mayGive) {}
