package dev.gatehouse.imports;

import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page where an import starts.
 *
 * @param here the address of the organization: {@code /o/<slug>}
 * @param ways what may happen for rows that say nothing about activation; one alone is no choice
 * @param way which of them is chosen
 * @param recent the viewer's own of the last days
 * @param refusal what is wrong with the file; null before one was sent
 */
public record ImportStart(
        String here,
        Organization organization,
        List<DefaultWay> ways,
        DefaultWay way,
        List<ImportRun> recent,
        @Nullable Refusal refusal) {

    public String address() {
        return here + "/import";
    }

    /** In megabytes. */
    public long largest() {
        return Upload.LARGEST >> 20;
    }

    /** As the script compares it. */
    public String largestBytes() {
        return Long.toString(Upload.LARGEST);
    }
}
