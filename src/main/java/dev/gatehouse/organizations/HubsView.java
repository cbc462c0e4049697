package dev.gatehouse.organizations;

import dev.gatehouse.access.PlaceHolders;
import dev.gatehouse.platform.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of hubs (ORG-2).
 *
 * @param mayManage whether the viewer may make, rename, archive and restore hubs
 */
public record HubsView(
        String slug, Hubs.Counts counts, PlaceQuery query, List<Row> rows, Pages pages, boolean mayManage) {

    /**
     * One hub.
     *
     * @param admins who holds the role Hub admin there
     * @param mayGive whether the viewer may give roles there
     */
    public record Row(Hub hub, PlaceHolders admins, boolean mayGive) {}

    /** The addresses of the pages before and after; null where there is none. */
    public record Pages(@Nullable String previous, @Nullable String next) {

        static Pages of(Slice<?> slice, String address, PlaceQuery query) {
            return new Pages(at(address, query, "before", slice.previous()), at(address, query, "after", slice.next()));
        }

        private static @Nullable String at(String address, PlaceQuery query, String way, @Nullable String key) {
            if (key == null) return null;
            return address + "?"
                    + (query.text().isEmpty()
                            ? ""
                            : "q=" + URLEncoder.encode(query.text(), StandardCharsets.UTF_8) + "&")
                    + (query.archived() ? "state=archived&" : "")
                    + way + "=" + key;
        }
    }

    /** Where the list is. */
    public String address() {
        return "/o/" + slug + "/hubs";
    }
}
