package io.saddlebag.console;

import java.util.List;

/**
 * What surrounds a page.
 *
 * @param assets addresses of style sheet and scripts by file name
 * @param title of the page
 * @param user who is signed in; empty before
 * @param csrf what each form sends back
 * @param areas the pages this user may see
 * @param told what became of the last action, to be shown once; empty for nothing
 * @param wrong whether what is told went wrong
 */
public record Frame(
        Assets assets, String title, String user, String csrf, List<Area> areas, String told, boolean wrong) {

    /** Copies the areas. */
    public Frame {
        areas = List.copyOf(areas);
    }

    /**
     * A page of the menu.
     *
     * @param current whether it is the one shown
     */
    public record Area(String path, String name, boolean current) {}
}
