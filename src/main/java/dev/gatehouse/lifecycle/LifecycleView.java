package dev.gatehouse.lifecycle;

/**
 * The question before somebody is deactivated or activated.
 *
 * @param member the address of their page
 * @param name what to call them
 * @param outside whether they have not come in yet: no sessions to end, only a link
 * @param confirms whether they have an address to confirm before anything holds again
 */
public record LifecycleView(String member, String name, boolean outside, boolean confirms) {}
