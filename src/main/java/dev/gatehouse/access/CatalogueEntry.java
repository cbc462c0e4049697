package dev.gatehouse.access;

/**
 * One permission of the catalogue (ROL-1). Its words are the texts {@code permission.<section>}, {@code permission.<section>.<feature>}
 * and {@code permission.<key>} with a dot for the colon.
 *
 * @param kind the narrowest kind of place at which it means anything
 * @param administrative whether holding it makes somebody an administrator of sorts
 * @param everybody whether every active member holds it anyway (MEM-2)
 */
public record CatalogueEntry(
        Permission permission,
        String section,
        String feature,
        ScopeKind kind,
        boolean administrative,
        boolean everybody) {}
