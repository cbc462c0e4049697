package dev.gatehouse.creation;

import dev.gatehouse.platform.MemberId;

/** Somebody who has already what was typed for somebody else. */
public record Known(MemberId member, String name, String contact) {}
