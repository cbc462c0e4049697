package dev.gatehouse.organizations;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.testing.House;

/** Attributes for tests of other rooms. */
public final class AttributeForms {

    private AttributeForms() {}

    /** Makes one that the person sees and may change. */
    public static void create(House house, Actor admin, String name, String kind, boolean required) {
        house.get(Attributes.class).create(admin, new AttributeForm(name, kind, "", required, false, "edit"));
    }
}
