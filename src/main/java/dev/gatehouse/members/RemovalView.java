package dev.gatehouse.members;

import java.util.List;

/**
 * The question before people are removed (MEM-5).
 *
 * @param action where the form posts
 * @param back the list, for those who change their mind without JavaScript
 * @param people whom it is about, at least one
 */
public record RemovalView(String action, String back, List<Person> people) {

    /** One of them; an invited person has no account and goes wholly. */
    public record Person(String id, String name, boolean invited) {}

    /** Whether all of them are only invited. */
    public boolean invitedOnly() {
        return people.stream().allMatch(Person::invited);
    }
}
