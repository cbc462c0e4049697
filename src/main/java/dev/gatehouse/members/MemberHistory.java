package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened to a member: status, teams and roles, for their page (MEM-6). Every active member may see it (MEM-2). */
@Service
public class MemberHistory {

    private static final int SHOWN = 100;

    private final MemberHistoryStore store;
    private final Access access;

    MemberHistory(MemberHistoryStore store, Access access) {
        this.store = store;
        this.access = access;
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Happening> of(Actor actor, MemberId member) {
        access.require(actor, Permission.MEMBERS_READ);
        return store.of(actor.organization(), member, SHOWN);
    }

    /**
     * One event of the log.
     *
     * @param detail what it says about itself, by its stored keys
     * @param by what to call who did it; null for the server itself, and where it is not known any more
     */
    public record Happening(
            Instant at,
            String kind,
            Map<String, String> detail,
            @Nullable String by) {

        /** What happened, as a sentence. */
        public String words(Texts.Language language) {
            var from = detail.get("from");
            var to = detail.get("to");
            if (from != null && to != null && kind.startsWith("member."))
                return language.text("history.member.status_changed", status(language, from), status(language, to));
            var key = "history." + kind;
            if (detail.containsKey("scope") && language.has(key + ".at")) key += ".at";
            if (!language.has(key)) return language.text("history.member.other");
            var named = detail.getOrDefault("role", detail.getOrDefault("team", detail.getOrDefault("attributes", "")));
            return language.text(
                    key,
                    detail.containsKey("role") && language.has("role." + named)
                            ? language.text("role." + named)
                            : named,
                    detail.getOrDefault("scope", ""));
        }

        private static String status(Texts.Language language, String status) {
            return language.text("status." + status.toLowerCase(Locale.ROOT));
        }
    }
}
