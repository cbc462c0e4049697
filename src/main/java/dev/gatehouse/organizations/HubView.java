package dev.gatehouse.organizations;

import java.util.List;

/** The page of a hub: its repositories, and who has access (ORG-2). */
public record HubView(
        String slug,
        Hub hub,
        PlaceQuery query,
        List<Repository> repositories,
        HubsView.Pages pages,
        PlaceAccess access) {

    /** The list of hubs. */
    public String list() {
        return "/o/" + slug + "/hubs";
    }

    /** This page. */
    public String address() {
        return list() + "/" + hub.id();
    }

    /** Where a role for this hub is given. */
    public String give() {
        return "/o/" + slug + "/grants/new?scope=" + hub.id();
    }
}
