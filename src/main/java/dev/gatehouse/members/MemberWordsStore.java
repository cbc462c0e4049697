package dev.gatehouse.members;

import dev.gatehouse.platform.OrganizationId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What {@code V20__words_behind.sql} keeps. */
@Repository
class MemberWordsStore {

    private final JdbcClient jdbc;

    MemberWordsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long behind(OrganizationId organization) {
        return jdbc.sql(
                        "select coalesce(sum(members), 0) from member_words_behind where organization_id = :organization")
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    long behindAnywhere() {
        return jdbc.sql("select members_behind()").query(Long.class).single();
    }

    int catchUp() {
        return jdbc.sql("select member_words_catch_up()").query(Integer.class).single();
    }

    /** The indexes that gather, or those that do not. */
    List<String> indexes(boolean gathering) {
        return jdbc.sql("select index::text as index from member_words_indexes() where gathers = :gathering")
                .param("gathering", gathering)
                .query((row, n) -> row.getString("index"))
                .list();
    }

    void gather(String index, boolean gather) {
        jdbc.sql("select member_words_gather(:index::regclass, :gather)")
                .param("index", index)
                .param("gather", gather)
                .query((row, n) -> 0)
                .single();
    }
}
