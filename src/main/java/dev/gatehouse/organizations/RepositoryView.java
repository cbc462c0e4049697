package dev.gatehouse.organizations;

/** The page of a repository: who has access (ORG-2). */
public record RepositoryView(String slug, Repository repository, PlaceAccess access) {

    /** The page of its hub. */
    public String hub() {
        return "/o/" + slug + "/hubs/" + repository.hub();
    }

    /** This page. */
    public String address() {
        return hub() + "/repositories/" + repository.id();
    }

    /** Where a role for this repository is given. */
    public String give() {
        return "/o/" + slug + "/grants/new?scope=" + repository.id();
    }
}
