package dev.gatehouse.organizations;

import java.util.List;

/**
 * A page of a list of names.
 *
 * @param total how many there are in all
 */
public record NameListView(
        NameList list, String address, PlaceQuery query, List<ListedName> rows, HubsView.Pages pages, long total) {}
