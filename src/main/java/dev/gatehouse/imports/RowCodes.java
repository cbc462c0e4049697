package dev.gatehouse.imports;

import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.Refusal;

/**
 * The one-time passwords of one import (ACT-2): those that stand in the file, and those that are made. None is kept, but the secret that the
 * made ones can be made from once more, until their list was fetched.
 */
final class RowCodes {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    private static final int GROUP = 5;

    private final OneTimeCodes codes;
    private final PasswordRules rules;
    private final byte[] secret;

    RowCodes(OneTimeCodes codes, PasswordRules rules, byte[] secret) {
        this.codes = codes;
        this.rules = rules;
        this.secret = secret.clone();
    }

    /** What is kept of one that stands in the file. Refuses at {@code code} what is too short, too long, or what everybody tries first. */
    String given(String cell, MemberId member) {
        var typed = OneTimeCodes.bare(cell);
        var length = typed.codePointCount(0, typed.length());
        if (length < SHORTEST || length > LONGEST)
            throw Refusal.input("code", "imports.row.code.length", SHORTEST, LONGEST);
        if (rules.isCommon(typed)) throw Refusal.input("code", "password.common");
        return codes.keep(Purpose.ONE_TIME_PASSWORD, member.value(), cell);
    }

    /** What is kept of the one that is made for a row. */
    String made(int number, MemberId member) {
        return codes.keep(Purpose.ONE_TIME_PASSWORD, member.value(), code(number));
    }

    /** The one that is made for a row, as it is read out and typed: {@code BCDFG-HJKMN}. */
    String shown(int number) {
        var text = new StringBuilder(code(number));
        for (var at = GROUP; at < text.length(); at += GROUP + 1) text.insert(at, '-');
        return text.toString();
    }

    /** The same for two rows of this import where what is typed is the same; says nothing about what that is. */
    long print(String cell) {
        return OneTimeCodes.print(secret, cell);
    }

    /** What they are made from. */
    byte[] secret() {
        return secret.clone();
    }

    private String code(int number) {
        return OneTimeCodes.derived(Purpose.ONE_TIME_PASSWORD, secret, number);
    }
}
