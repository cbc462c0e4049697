package dev.gatehouse.members;

import dev.gatehouse.platform.EmailAddress;

/** Someone who is to become a member, known by an address. */
public record NewMember(EmailAddress email, String language) {}
